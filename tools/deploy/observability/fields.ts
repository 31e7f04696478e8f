import type { LogEntry } from "../../../shared/log.ts";

/** The type of each field in Simple Log Service's index. */
type IndexType = "text" | "long";

/** The fields of the functions' log line that can be searched and counted. Other fields stay readable in the entry. */
export const indexedFields = {
  level: "text",
  requestId: "text",
  callerRequestId: "text",
  upstreamRequestId: "text",
  operation: "text",
  version: "text",
  caller: "text",
  outcome: "text",
  phase: "text",
  calls: "long",
  attempts: "long",
  upstreamMs: "long",
  totalMs: "long",
  bytes: "long",
  code: "text",
  upstreamCode: "text",
  cause: "text",
  drift: "text",
  advice: "text",
} as const satisfies Partial<Record<keyof LogEntry, IndexType>>;

export type IndexedField = keyof typeof indexedFields;

/** Function Compute puts a line of standard output into the field `message`; the line is JSON. */
const lineField = "message";

/** A field in a search: `message.outcome: failed`. */
export const search = (field: IndexedField, value: string) => `${lineField}.${field}: ${value}`;

/** A field in the SQL part of a query. */
export const column = (field: IndexedField) => `"${lineField}.${field}"`;

/** The index of the log store. */
export const keyIndices = [
  {
    Name: lineField,
    Type: "json",
    EnableAnalytics: true,
    JsonKeyIndices: Object.entries(indexedFields).map(([Name, Type]) => ({
      Name,
      Type,
      EnableAnalytics: true,
    })),
  },
  { Name: "functionName", Type: "text", EnableAnalytics: true },
  { Name: "qualifier", Type: "text", EnableAnalytics: true },
];
