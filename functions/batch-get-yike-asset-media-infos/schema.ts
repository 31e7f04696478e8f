import {
  arrayOf,
  commaList,
  type Fields,
  jsonText,
  jsonTextOf,
  numberText,
  object,
  text,
} from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { ids } from "../../shared/validation/parameter.ts";

export const parameters = {
  MediaIds: ids("The media assets.", 1_000),
} satisfies Parameters;

const spriteImage = object({
  bucket: text,
  count: numberText,
  iceJobId: text,
  location: text,
  snapshotRegular: text,
  spriteRegular: text,
  templateId: text,
  tileCount: numberText,
});

export const answer = {
  RequestId: text,
  MediaInfos: arrayOf(
    object({
      MediaId: text,
      MediaBasicInfo: object({
        MediaId: text,
        InputURL: text,
        MediaType: text,
        BusinessType: text,
        Source: text,
        Title: text,
        Description: text,
        Category: text,
        MediaTags: commaList,
        CoverURL: text,
        UserData: text,
        Snapshots: jsonText,
        Status: text,
        TranscodeStatus: text,
        CreateTime: text,
        ModifiedTime: text,
        DeletedTime: text,
        SpriteImages: jsonTextOf(arrayOf(spriteImage)),
        Biz: text,
      }),
      FileInfoList: arrayOf(
        object({
          FileBasicInfo: object({
            FileName: text,
            FileStatus: text,
            FileType: text,
            FileSize: numberText,
            FileUrl: text,
            Region: text,
            FormatName: commaList,
            Duration: numberText,
            Bitrate: numberText,
            Width: numberText,
            Height: numberText,
          }),
        }),
      ),
      BizData: object({
        FolderId: text,
        ProductionId: text,
        AuditBlockedLabel: text,
        AuditStatus: text,
        MediaAssetType: text,
        MediaAssetSubType: text,
        SourceType: text,
        SourceId: text,
        SourceName: text,
        IsFavorite: numberText,
        IsLogicalDeleted: numberText,
        CreationJobId: text,
      }),
    }),
  ),
  IgnoredList: arrayOf(text),
} as const satisfies Fields;
