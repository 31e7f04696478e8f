import {
  arrayOf,
  commaList,
  type Fields,
  jsonTextOrObject,
  numberTextOrNumber,
  object,
  text,
  wholeNumber,
} from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { id } from "../../shared/validation/parameter.ts";

export const parameters = {
  JobId: id("The transcoding job."),
} satisfies Parameters;

const file = object({ Type: text, Media: text, Url: text });

/** What stands in an output of its own and in a group's output. */
const outputSettings = {
  Priority: wholeNumber,
  OverrideParams: jsonTextOrObject,
  Features: jsonTextOrObject,
  TemplateId: text,
  Name: text,
};

const config = object({
  JobName: text,
  Inputs: arrayOf(object({ Name: text, InputFile: file })),
  Outputs: arrayOf(object({ OutputFile: file, ...outputSettings })),
  OutputGroups: arrayOf(
    object({
      GroupConfig: object({ OutputFileBase: file, ManifestName: text, Type: text }),
      Outputs: arrayOf(object({ OutputFileName: text, ...outputSettings })),
      Name: text,
    }),
  ),
});

const videoStream = object({
  Rotate: numberTextOrNumber,
  Codec_tag: text,
  Sar: text,
  Start_time: numberTextOrNumber,
  Fps: numberTextOrNumber,
  Index: numberTextOrNumber,
  Duration: numberTextOrNumber,
  Lang: text,
  Codec_long_name: text,
  PixFmt: text,
  Bit_rate: numberTextOrNumber,
  Profile: text,
  Has_b_frames: numberTextOrNumber,
  Codec_time_base: text,
  Dar: text,
  Avg_fps: numberTextOrNumber,
  Codec_tag_string: text,
  Codec_name: text,
  Height: numberTextOrNumber,
  Level: numberTextOrNumber,
  Time_base: text,
  Width: numberTextOrNumber,
  NumFrames: numberTextOrNumber,
});

const audioStream = object({
  CodecTag: text,
  CodecTimeBase: text,
  ChannelLayout: text,
  StartTime: numberTextOrNumber,
  Index: numberTextOrNumber,
  Duration: numberTextOrNumber,
  Lang: text,
  SampleFmt: text,
  CodecName: text,
  Bitrate: numberTextOrNumber,
  Channels: numberTextOrNumber,
  Timebase: text,
  CodecTagString: text,
  SampleRate: numberTextOrNumber,
  CodecLongName: text,
});

const fileBasicInfo = object({
  FileUrl: text,
  FileStatus: text,
  MediaId: text,
  FileType: text,
  FileName: text,
  Region: text,
  FormatName: commaList,
  Duration: numberTextOrNumber,
  Height: numberTextOrNumber,
  Bitrate: numberTextOrNumber,
  Width: numberTextOrNumber,
  FileSize: numberTextOrNumber,
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
      VideoStreamInfoList: arrayOf(videoStream),
      AudioStreamInfoList: arrayOf(audioStream),
      FileBasicInfo: fileBasicInfo,
    }),
  }),
});

export const answer = {
  RequestId: text,
  Job: object({
    RequestId: text,
    ClientToken: text,
    JobId: text,
    Config: config,
    PipelineId: text,
    UserData: jsonTextOrObject,
    Code: text,
    Message: text,
    State: text,
    Percent: wholeNumber,
    CreateTime: text,
    FinishTime: text,
    OutputDetails: arrayOf(outputDetail),
    OutputGroupDetails: arrayOf(object({ ...task, Outputs: arrayOf(outputDetail) })),
  }),
} as const satisfies Fields;
