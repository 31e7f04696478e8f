import { expect, test } from "vitest";
import { operations } from "../../../../functions/index.ts";
import { decode } from "../../../../shared/response/decode.ts";
import { sampleOf } from "../../../support/unit/samples.ts";

/** The documented answers, decoded, where they differ from the raw ones. */
const decoded: Readonly<Record<string, { values: Record<string, unknown>; undecoded: readonly string[] }>> = {
  GetYikeStoryboardJob: {
    values: {
      "JobParams.ModelParams": { AudioEnable: false },
      "JobResult.SuccessStoryboardList": ["st_2118280473"],
      "JobResult.ExceptionStoryboardIds": ["st_2053348871"],
      "JobResult.FailureShotList": [
        { errorCode: "NoMediaData", storyboardId: "st_2118280473", shotId: "54" },
      ],
      "JobResult.SuccessStoryboardIds": ["st_2118280473", "st_2118280471"],
      "JobResult.StoryboardInfoList": [
        { storyboardId: "st_1541525214", title: "test_1", status: "Produced", subStatus: "ProduceSucc" },
        { storyboardId: "st_1633435355", title: "test_2", status: "Produced", subStatus: "ProduceSucc" },
      ],
    },
    undecoded: [],
  },
  ListBatchMediaProducingJobs: {
    values: {
      "EditingBatchJobList.0.InputConfig": {
        MediaGroupArray: [
          { MediaArray: ["****9d46c886b45481030f6e****", "****6c886b4549d481030f6e****"] },
          { MediaArray: ["****d46c886810b454930f6e****", "****4549d886810b46c30f6e****"] },
        ],
        TitleArray: ["Huilongguan Hema Fresh has opened"],
        SpeechTextArray: [
          "A new Hema Fresh store has opened in the nearby shopping mall,Today is the first day of opening",
        ],
      },
      "EditingBatchJobList.0.EditingConfig": {
        MediaConfig: { Volume: 0 },
        SpeechConfig: { Volume: 1 },
        BackgroundMusicConfig: { Volume: 0.3 },
      },
      "EditingBatchJobList.0.OutputConfig": {
        MediaURL: "http://xxx.oss-cn-shanghai.aliyuncs.com/xxx_{index}.mp4",
        Count: 20,
        MaxDuration: 15,
        Width: 1080,
        Height: 1920,
        Video: { Crf: 27 },
      },
      "EditingBatchJobList.0.Extend": {},
      "EditingBatchJobList.0.CompleteTime": "2023-06-09T06:38:09Z",
    },
    undecoded: ["EditingBatchJobList[0].UserData"],
  },
  GetLiveEditingJob: {
    values: {
      "LiveEditingJob.Clips": [{ StartTime: "2021-06-21T08:01:00Z", EndTime: "2021-06-21T08:03:00Z" }],
    },
    undecoded: ["LiveEditingJob.UserData"],
  },
  BatchGetYikeAssetMediaInfos: {
    values: {
      "MediaInfos.0.MediaBasicInfo.MediaTags": ["tag1", "tag2"],
      "MediaInfos.0.MediaBasicInfo.Snapshots": [],
      "MediaInfos.0.MediaBasicInfo.SpriteImages": [
        {
          bucket: "example-bucket",
          count: 32,
          iceJobId: "******83ec44d58b2069def2e******",
          location: "oss-cn-shanghai",
          snapshotRegular: "example/example-{Count}.jpg",
          spriteRegular: "example/example-{TileCount}.jpg",
          templateId: "******e438b14ff39293eaec25******",
          tileCount: 1,
        },
      ],
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.FileSize": 191,
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.FormatName": ["jpg"],
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.Duration": 200,
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.Bitrate": 30,
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.Width": 640,
      "MediaInfos.0.FileInfoList.0.FileBasicInfo.Height": 416,
      "MediaInfos.0.BizData.IsFavorite": 1,
      "MediaInfos.0.BizData.IsLogicalDeleted": 1,
    },
    undecoded: [],
  },
  GetMediaConvertJob: {
    values: {
      "Job.ClientToken": "780018cb-55ba-466d-8acc-946c0c319a0e",
      "Job.Config.OutputGroups.0.Outputs.0.TemplateId": "****96e8864746a0b6f3****",
      "Job.OutputDetails.0.Message": "The resource operated InputFile is bad",
      "Job.OutputDetails.0.Code": "InvalidParameter.ResourceContentBad",
      "Job.OutputDetails.0.Result.OutputFile.Media": "oss://bucket/path/to/video.mp4",
      "Job.OutputDetails.0.Result.OutFileMeta.FileBasicInfo.FormatName": ["hls", "applehttp"],
      "Job.OutputGroupDetails.0.FinishTime": "2025-03-21T01:48:41Z",
      "Job.OutputGroupDetails.0.Outputs.0.Code": "InvalidParameter.ResourceContentBad",
      "Job.OutputGroupDetails.0.Outputs.0.Message": "The resource operated InputFile is bad",
      "Job.OutputGroupDetails.0.Outputs.0.Result.OutputFile.Media": "oss://bucket/path/to/video.mp4",
      "Job.OutputGroupDetails.0.Outputs.0.Result.OutFileMeta.FileBasicInfo.FormatName": ["hls", "applehttp"],
    },
    undecoded: [
      "Job.OutputDetails[0].Result.OutFileMeta.AudioStreamInfoList[0].Bitrate",
      "Job.OutputGroupDetails[0].Outputs[0].Result.OutFileMeta.AudioStreamInfoList[0].Bitrate",
    ],
  },
};

test.each(operations.filter(({ name }) => name in decoded).map((each) => [each.name, each] as const))(
  "%s: the documented answer",
  (name, operation) => {
    const { values, undecoded } = decoded[name] as (typeof decoded)[string];
    const result = decode({ type: "object", fields: operation.answer }, sampleOf(name));
    expect(differences(sampleOf(name), result.value)).toEqual(values);
    expect(result.undecoded).toEqual(undecoded);
  },
);

/** Where two JSON values differ, and the second's values there. */
function differences(before: unknown, after: unknown, path: readonly (string | number)[] = []): object {
  if (JSON.stringify(before) === JSON.stringify(after)) return {};
  if (typeof before !== "object" || typeof after !== "object") return { [path.join(".")]: after };
  return Object.assign(
    {},
    ...Object.entries(after as object).map(([name, value]) =>
      differences((before as Record<string, unknown>)[name], value, [...path, name]),
    ),
  );
}
