import type { BatchOperation, JobOperation, ListOperation } from "../../../shared/operation.ts";
import { arrayOf, object, text } from "../../../shared/schema/fields.ts";
import { id, ids, optional, token } from "../../../shared/validation/parameter.ts";

// Small operations of each kind, to test shared code with.

const common = { functionName: "test", summary: "A test.", action: "ice:Test" } as const;
const job = object({ Id: text, State: text, Created: text });
const phases = { Waiting: "pending", Busy: "running", Done: "succeeded", Broken: "failed" } as const;

export const testJob = {
  ...common,
  kind: "job",
  name: "GetThing",
  parameters: { Id: id("The thing.") },
  answer: { RequestId: text, Thing: job },
  jobField: "Thing",
  idField: "Id",
  stateField: "State",
  createdField: "Created",
  phases,
} as const satisfies JobOperation;

export const testList = {
  ...common,
  kind: "list",
  name: "ListThings",
  parameters: { NextToken: optional(token("The token.")) },
  answer: { RequestId: text, Items: arrayOf(job), NextToken: text },
  itemsField: "Items",
  idField: "Id",
  stateField: "State",
  createdField: "Created",
  phases,
  tokenField: "NextToken",
  sizeField: "MaxResults",
  fromField: "StartTime",
  toField: "EndTime",
} as const satisfies ListOperation;

export const testBatch = {
  ...common,
  kind: "batch",
  name: "GetThings",
  parameters: { Ids: ids("The things.", 1_000) },
  answer: { RequestId: text, Found: arrayOf(object({ Id: text })), Ignored: arrayOf(text) },
  idsField: "Ids",
  maxIdsPerCall: 3,
  foundField: "Found",
  idField: "Id",
  ignoredField: "Ignored",
} as const satisfies BatchOperation;
