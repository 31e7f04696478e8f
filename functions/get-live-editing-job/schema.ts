import * as z from "zod/mini";
import { json, jsonOf, listOf, object, text, whole } from "../../shared/schema/fields.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = z.strictObject({
  JobId: id("The live editing job. ICE forgets it after a year."),
});

const clip = object({ StartTime: text, EndTime: text, AppName: text, DomainName: text, StreamName: text });

export const answer = z.looseObject({
  RequestId: text,
  LiveEditingJob: object({
    JobId: text,
    ProjectId: text,
    Status: text,
    Clips: jsonOf(listOf(clip)),
    UserData: json,
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
      Width: whole,
      Height: whole,
      Bitrate: whole,
      VodTemplateGroupId: text,
    }),
  }),
});
