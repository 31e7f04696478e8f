import {
  arrayOf,
  type Fields,
  jsonText,
  jsonTextOf,
  object,
  text,
  wholeNumber,
} from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = {
  JobId: id("The live editing job. ICE forgets it after a year."),
} satisfies Parameters;

const clip = object({ StartTime: text, EndTime: text, AppName: text, DomainName: text, StreamName: text });

export const answer = {
  RequestId: text,
  LiveEditingJob: object({
    JobId: text,
    ProjectId: text,
    Status: text,
    Clips: jsonTextOf(arrayOf(clip)),
    UserData: jsonText,
    CreationTime: text,
    ModifiedTime: text,
    CompleteTime: text,
    MediaId: text,
    MediaURL: text,
    Code: text,
    Message: text,
    LiveStreamConfig: object({ AppName: text, DomainName: text, StreamName: text }),
    MediaProduceConfig: object({ Mode: text }),
    OutputMediaConfig: object({
      MediaURL: text,
      StorageLocation: text,
      FileName: text,
      Width: wholeNumber,
      Height: wholeNumber,
      Bitrate: wholeNumber,
      VodTemplateGroupId: text,
    }),
  }),
} as const satisfies Fields;
