import * as z from "zod/mini";
import { json, jsonOf, list, listOf, numeric, object, text } from "../../shared/schema/fields.ts";
import { ids } from "../../shared/validation/parameter.ts";

export const parameters = z.strictObject({
  MediaIds: ids("The media assets.", 1_000),
});

const spriteImage = object({
  bucket: text,
  count: numeric,
  iceJobId: text,
  location: text,
  snapshotRegular: text,
  spriteRegular: text,
  templateId: text,
  tileCount: numeric,
});

export const answer = z.looseObject({
  RequestId: text,
  MediaInfos: listOf(
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
        MediaTags: list,
        CoverURL: text,
        UserData: text,
        Snapshots: json,
        Status: text,
        TranscodeStatus: text,
        CreateTime: text,
        ModifiedTime: text,
        DeletedTime: text,
        SpriteImages: jsonOf(listOf(spriteImage)),
        Biz: text,
      }),
      FileInfoList: listOf(
        object({
          FileBasicInfo: object({
            FileName: text,
            FileStatus: text,
            FileType: text,
            FileSize: numeric,
            FileUrl: text,
            Region: text,
            FormatName: list,
            Duration: numeric,
            Bitrate: numeric,
            Width: numeric,
            Height: numeric,
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
        IsFavorite: numeric,
        IsLogicalDeleted: numeric,
        CreationJobId: text,
      }),
    }),
  ),
  IgnoredList: listOf(text),
});
