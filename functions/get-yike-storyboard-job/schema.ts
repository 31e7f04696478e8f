import {
  arrayOf,
  commaList,
  type Fields,
  jsonText,
  jsonTextOf,
  object,
  text,
} from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = {
  JobId: id("The storyboard job."),
} satisfies Parameters;

const failureShot = object({ errorCode: text, storyboardId: text, shotId: text });
const storyboardInfo = object({ storyboardId: text, title: text, status: text, subStatus: text });

export const answer = {
  RequestId: text,
  JobId: text,
  JobParams: object({
    FileURL: text,
    ShotPromptMode: text,
    SourceType: text,
    ModelParams: jsonText,
    ShotSplitMode: text,
    NarrationVoiceId: text,
    VideoModel: text,
    StyleId: text,
    Resolution: text,
    Title: text,
    AspectRatio: text,
  }),
  JobStatus: text,
  JobResult: object({
    OutputUrl: text,
    SuccessStoryboardList: jsonText,
    ExceptionStoryboardIds: jsonText,
    FailureShotList: jsonTextOf(arrayOf(failureShot)),
    SuccessStoryboardIds: commaList,
    StoryboardInfoList: jsonTextOf(arrayOf(storyboardInfo)),
  }),
} as const satisfies Fields;
