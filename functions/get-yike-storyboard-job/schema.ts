import * as z from "zod/mini";
import { json, jsonOf, list, listOf, object, text } from "../../shared/schema/fields.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = z.strictObject({
  JobId: id("The storyboard job."),
});

const failureShot = object({ errorCode: text, storyboardId: text, shotId: text });
const storyboardInfo = object({ storyboardId: text, title: text, status: text, subStatus: text });

export const answer = z.looseObject({
  RequestId: text,
  JobId: text,
  JobParams: object({
    FileURL: text,
    ShotPromptMode: text,
    SourceType: text,
    ModelParams: json,
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
    SuccessStoryboardList: json,
    ExceptionStoryboardIds: json,
    FailureShotList: jsonOf(listOf(failureShot)),
    SuccessStoryboardIds: list,
    StoryboardInfoList: jsonOf(listOf(storyboardInfo)),
  }),
});
