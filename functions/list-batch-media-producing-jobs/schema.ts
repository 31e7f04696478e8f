import { arrayOf, type Fields, jsonText, object, text, wholeNumber } from "../../shared/schema/fields.ts";
import type { Parameters } from "../../shared/schema/parameter.ts";
import { id, integer, openWord, optional, time, token, word } from "../../shared/validation/parameter.ts";

export const parameters = {
  JobId: optional(id("Only this quick video production job.")),
  JobType: optional(openWord("Only jobs of this type, such as Script or Smart_Mix.")),
  Status: optional(word("Only jobs in this state.", ["Init", "Processing", "Finished", "Failed"])),
  StartTime: optional(time("Only jobs created at this time or later, in UTC.")),
  EndTime: optional(time("Only jobs created at this time or earlier, in UTC.")),
  SortBy: optional(word("By creation time: the newest first (desc, the default) or last.", ["desc", "asc"])),
  NextToken: optional(token("The NextToken of the page before.")),
  MaxResults: optional(integer("Jobs in a page; 10 where not given.", 1, 100)),
} satisfies Parameters;

export const answer = {
  RequestId: text,
  EditingBatchJobList: arrayOf(
    object({
      JobId: text,
      InputConfig: jsonText,
      EditingConfig: jsonText,
      OutputConfig: jsonText,
      Status: text,
      UserData: jsonText,
      Extend: jsonText,
      CreateTime: text,
      ModifiedTime: text,
      CompleteTime: text,
      JobType: text,
    }),
  ),
  NextToken: text,
  MaxResults: wholeNumber,
} as const satisfies Fields;
