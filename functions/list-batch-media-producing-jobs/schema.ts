import * as z from "zod/mini";
import { json, listOf, object, text, whole } from "../../shared/schema/fields.ts";
import { id, integer, openWord, time, token, word } from "../../shared/validation/parameter.ts";

export const parameters = z.strictObject({
  JobId: z.optional(id("Only this quick video production job.")),
  JobType: z.optional(openWord("Only jobs of this type, such as Script or Smart_Mix.")),
  Status: z.optional(word("Only jobs in this state.", ["Init", "Processing", "Finished", "Failed"])),
  StartTime: z.optional(time("Only jobs created at this time or later, in UTC.")),
  EndTime: z.optional(time("Only jobs created at this time or earlier, in UTC.")),
  SortBy: z.optional(
    word("By creation time: the newest first (desc, the default) or last.", ["desc", "asc"]),
  ),
  NextToken: z.optional(token("The NextToken of the page before.")),
  MaxResults: z.optional(integer("Jobs in a page; 10 where not given.", 1, 100)),
});

export const answer = z.looseObject({
  RequestId: text,
  EditingBatchJobList: listOf(
    object({
      JobId: text,
      InputConfig: json,
      EditingConfig: json,
      OutputConfig: json,
      Status: text,
      UserData: json,
      Extend: json,
      CreateTime: text,
      ModifiedTime: text,
      CompleteTime: text,
      JobType: text,
    }),
  ),
  NextToken: text,
  MaxResults: whole,
});
