import * as z from "zod/mini";
import {
  jsonOrObject,
  list,
  listOf,
  numericOrNumber,
  object,
  text,
  whole,
} from "../../shared/schema/fields.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = z.strictObject({
  JobId: id("The transcoding job."),
});

const file = object({ Type: text, Media: text, Url: text });

/** What stands in an output of its own and in a group's output. */
const outputSettings = {
  Priority: whole,
  OverrideParams: jsonOrObject,
  Features: jsonOrObject,
  TemplateId: text,
  Name: text,
};

const config = object({
  JobName: text,
  Inputs: listOf(object({ Name: text, InputFile: file })),
  Outputs: listOf(object({ OutputFile: file, ...outputSettings })),
  OutputGroups: listOf(
    object({
      GroupConfig: object({ OutputFileBase: file, ManifestName: text, Type: text }),
      Outputs: listOf(object({ OutputFileName: text, ...outputSettings })),
      Name: text,
    }),
  ),
});

const videoStream = object({
  Rotate: numericOrNumber,
  Codec_tag: text,
  Sar: text,
  Start_time: numericOrNumber,
  Fps: numericOrNumber,
  Index: numericOrNumber,
  Duration: numericOrNumber,
  Lang: text,
  Codec_long_name: text,
  PixFmt: text,
  Bit_rate: numericOrNumber,
  Profile: text,
  Has_b_frames: numericOrNumber,
  Codec_time_base: text,
  Dar: text,
  Avg_fps: numericOrNumber,
  Codec_tag_string: text,
  Codec_name: text,
  Height: numericOrNumber,
  Level: numericOrNumber,
  Time_base: text,
  Width: numericOrNumber,
  NumFrames: numericOrNumber,
});

const audioStream = object({
  CodecTag: text,
  CodecTimeBase: text,
  ChannelLayout: text,
  StartTime: numericOrNumber,
  Index: numericOrNumber,
  Duration: numericOrNumber,
  Lang: text,
  SampleFmt: text,
  CodecName: text,
  Bitrate: numericOrNumber,
  Channels: numericOrNumber,
  Timebase: text,
  CodecTagString: text,
  SampleRate: numericOrNumber,
  CodecLongName: text,
});

const fileBasicInfo = object({
  FileUrl: text,
  FileStatus: text,
  MediaId: text,
  FileType: text,
  FileName: text,
  Region: text,
  FormatName: list,
  Duration: numericOrNumber,
  Height: numericOrNumber,
  Bitrate: numericOrNumber,
  Width: numericOrNumber,
  FileSize: numericOrNumber,
});

/** What stands in the detail of an output and in that of a group. */
const task = {
  Status: text,
  TaskId: text,
  Message: text,
  FinishTime: text,
  CreateTime: text,
  Code: text,
  Name: text,
};

const outputDetail = object({
  ...task,
  Result: object({
    OutputFile: file,
    OutFileMeta: object({
      VideoStreamInfoList: listOf(videoStream),
      AudioStreamInfoList: listOf(audioStream),
      FileBasicInfo: fileBasicInfo,
    }),
  }),
});

export const answer = z.looseObject({
  RequestId: text,
  Job: object({
    RequestId: text,
    ClientToken: text,
    JobId: text,
    Config: config,
    PipelineId: text,
    UserData: jsonOrObject,
    Code: text,
    Message: text,
    State: text,
    Percent: whole,
    CreateTime: text,
    FinishTime: text,
    OutputDetails: listOf(outputDetail),
    OutputGroupDetails: listOf(object({ ...task, Outputs: listOf(outputDetail) })),
  }),
});
