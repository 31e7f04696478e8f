import { operations } from "../../functions/index.ts";
import { isObject, member, select } from "../../shared/json/value.ts";
import type {
  BatchOperation,
  Document,
  JobOperation,
  ListOperation,
  Operation,
} from "../../shared/operation.ts";
import { driftOf } from "../../shared/response/drift.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import type { Around } from "./around.ts";
import { type Check, differs, holds } from "./assumption.ts";
import { NotChecked } from "./ways.ts";

/**
 * Checks of how ICE answers, through the functions: they work wherever the functions do. An error of ICE that a check
 * does not expect is a difference.
 */

const all: readonly Operation[] = operations;
const jobs = all.filter((each): each is JobOperation => each.kind === "job");
const lists = all.filter((each): each is ListOperation => each.kind === "list");
const batches = all.filter((each): each is BatchOperation => each.kind === "batch");

/** Well-formed IDs that do not exist: most of ICE's are 32 hex digits. */
const unusedId = (index = 0) => index.toString(16).padStart(32, "0");

/** For each operation with jobs: what ICE says of an unknown job. */
export const unknownJob: Check = async (around) => {
  const seen: string[] = [];
  for (const operation of jobs) {
    const { document, problem } = await around.invoke(operation, { [operation.idField]: unusedId() });
    if (document) return differs(`${operation.name} answers with a job.`);
    const code = problem.upstream?.code ?? "an answer without the job";
    if (problem.code !== "NotFound") return differs(`${operation.name}: ${code}, read as ${problem.code}.`);
    seen.push(code);
  }
  return holds([...new Set(seen)].join(", "));
};

/** Asks for as many unknown IDs as the functions send in one call. */
export const idsPerCall: Check = async (around) => {
  for (const operation of batches) {
    const { maxIdsPerCall } = operation;
    const { problem } = await askForAssets(around, operation, maxIdsPerCall);
    if (problem) return differs(`${maxIdsPerCall} IDs: ${problem.upstream?.code ?? problem.code}.`);
  }
  return holds(batches.map(({ maxIdsPerCall }) => `${maxIdsPerCall} IDs`).join(", "));
};

/** Where unknown IDs stand in the answer. */
export const unknownAsset: Check = async (around) => {
  for (const operation of batches) {
    const { document, problem } = await askForAssets(around, operation, 2);
    if (problem) return differs(`an error: ${problem.upstream?.code ?? problem.code}.`);
    const ignored = member(document, operation.ignoredField);
    const count = Array.isArray(ignored) ? ignored.length : 0;
    if (count !== 2) return differs(`${count} of 2 unknown IDs are in ${operation.ignoredField}.`);
  }
  return holds(batches.map(({ ignoredField }) => ignoredField).join(", "));
};

function askForAssets(around: Around, operation: BatchOperation, count: number) {
  const ids = Array.from({ length: count }, (_, index) => unusedId(index + 1));
  return around.invoke(operation, { [operation.idsField]: ids.join(",") });
}

/** Asks for the second in which the newest job was made, then for the second after it. */
export const creationTimes: Check = async (around) => {
  for (const operation of lists) {
    const [newest] = await newestJobs(around, operation, 1);
    const id = member(newest, operation.idField);
    const created = Date.parse(String(member(newest, operation.createdField ?? "")));
    if (Number.isNaN(created)) return differs(`a job has no time in ${operation.createdField}.`);
    const asked = async (from: number, to: number) => {
      const { document, problem } = await around.invoke(operation, {
        [operation.fromField]: formatIceTime(from),
        [operation.toField]: formatIceTime(to),
        [operation.sizeField]: 100,
      });
      if (problem) throw new NotChecked(`a range of times that ICE accepts: ${problem.upstream?.code}`);
      return itemsOf(operation, document).some((item) => member(item, operation.idField) === id);
    };
    if (!(await asked(created - 1000, created + 1000)))
      return differs("a range around a job's creation does not contain the job.");
    if (await asked(created + 2000, created + 4000))
      return differs("a range after a job's creation contains the job.");
  }
  return holds("a range contains a job exactly when it was created in it");
};

/** Follows three pages of one job each. */
export const pageTokens: Check = async (around) => {
  for (const operation of lists) {
    const { document, problem } = await around.invoke(operation, { [operation.sizeField]: 1, pages: 3 });
    if (problem) return differs(`an error: ${problem.upstream?.code ?? problem.code}.`);
    const reason = member(document?.stopped, "reason");
    if (reason !== undefined && reason !== "limit") return differs(`the pages stopped: ${String(reason)}.`);
    const most = itemsOf(operation, document).length;
    if (most > 3) return differs(`3 pages of one job hold ${most} jobs.`);
  }
  return holds("each page has another token, or none");
};

/** Looks at the states of the newest jobs and of those whose IDs are given. */
export const stateWords: Check = async (around) => {
  const seen = new Set<string>();
  for (const { operation, document } of await existingAnswers(around)) {
    if (operation.kind === "batch") continue;
    const holders = operation.kind === "list" ? itemsOf(operation, document) : [document];
    for (const holder of holders) {
      const state = String(member(member(holder, "lifecycle"), "state"));
      if (member(member(holder, "lifecycle"), "phase") === "unknown")
        return differs(`${operation.name}: ${/^\w{1,40}$/.test(state) ? state : "no word"}.`);
      seen.add(state);
    }
  }
  return holds([...seen].join(", "));
};

/** Compares the same answers with the fields that the operations describe. */
export const describedFields: Check = async (around) => {
  const names: string[] = [];
  for (const { operation, document, parameters } of await existingAnswers(around)) {
    const [first, ...others] = driftOf(operation, withoutAdditions(operation, document), parameters);
    if (first) return differs(`${operation.name}: ${first.path} ${first.kind}, ${others.length} more.`);
    names.push(operation.name);
  }
  return holds(`the answers of ${names.length} operations`);
};

/** Which form the members of a transcoding job have that carry JSON. */
export const jsonMembers: Check = async (around) => {
  const operation = jobs.find(({ name }) => name === "GetMediaConvertJob") as JobOperation;
  const id = around.ids[operation.name];
  if (id === undefined) throw new NotChecked(`a transcoding job that exists: --${operation.name} <ID>`);
  const { document, problem } = await around.invoke(operation, { [operation.idField]: id });
  if (problem) throw new NotChecked(`a transcoding job that exists: ${problem.code}`);
  const paths = ["UserData", "Config.Outputs[].Features", "Config.Outputs[].OverrideParams"];
  const forms = new Set<string>();
  for (const path of paths)
    for (const value of select(member(document, operation.jobField), path)) {
      if (typeof value !== "string" && !isObject(value)) return differs(`${path} is a ${typeof value}.`);
      forms.add(typeof value === "string" ? "text" : "object");
    }
  if (forms.size === 0) throw new NotChecked("a transcoding job with UserData, Features or OverrideParams");
  return holds([...forms].join(" and "));
};

interface ExistingAnswer {
  readonly operation: Operation;
  readonly document: Document;
  readonly parameters: Document;
}

/** The newest jobs of each list, and the jobs and assets whose IDs are given. @throws NotChecked when there are none */
async function existingAnswers(around: Around): Promise<readonly ExistingAnswer[]> {
  const answers: ExistingAnswer[] = [];
  for (const operation of all) {
    const parameters = parametersFor(operation, around.ids[operation.name]);
    if (!parameters) continue;
    const { document, problem } = await around.invoke(operation, parameters);
    if (problem && operation.kind !== "list")
      throw new NotChecked(`an ID that exists: ${operation.name} answers ${problem.code}`);
    if (document && (operation.kind !== "list" || itemsOf(operation, document).length > 0))
      answers.push({ operation, document, parameters });
  }
  if (answers.length === 0)
    throw new NotChecked("a job that exists: give its ID, such as --GetMediaConvertJob <ID>");
  return answers;
}

function parametersFor(operation: Operation, id: string | undefined): Document | undefined {
  if (operation.kind === "list") return { [operation.sizeField]: 20 };
  if (id === undefined) return undefined;
  return { [operation.kind === "batch" ? operation.idsField : operation.idField]: id };
}

async function newestJobs(
  around: Around,
  operation: ListOperation,
  count: number,
): Promise<readonly unknown[]> {
  const { document, problem } = await around.invoke(operation, { [operation.sizeField]: count });
  if (problem) throw new NotChecked(`a list of jobs: ${problem.upstream?.code ?? problem.code}`);
  const items = itemsOf(operation, document);
  if (items.length === 0) throw new NotChecked(`a job in ${operation.name}: there is none`);
  return items;
}

function itemsOf({ itemsField }: ListOperation, document: Document | undefined): readonly unknown[] {
  const items = member(document, itemsField);
  return Array.isArray(items) ? items : [];
}

/** ICE's part of an answer: names in lower case are the bundle's. */
function withoutAdditions(operation: Operation, document: Document): Document {
  const iceOnly = (value: Document) =>
    Object.fromEntries(Object.entries(value).filter(([name]) => !/^[a-z]/.test(name)));
  const own = iceOnly(document);
  if (operation.kind !== "list") return own;
  const items = itemsOf(operation, document).map((item) => (isObject(item) ? iceOnly(item) : item));
  return { ...own, [operation.itemsField]: items };
}
