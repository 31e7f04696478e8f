import { isObject } from "../../shared/json/value.ts";
import type { Document, Operation, Phase } from "../../shared/operation.ts";
import type { Fields } from "../../shared/schema/fields.ts";
import { type Check, guessFields } from "./guess-field.ts";

/** An operation as guessed from its name and a sample answer: what its folder is written from. */
export interface Guess {
  readonly kind: Operation["kind"];
  readonly name: string;
  /** Its folder and function, such as `get-live-editing-job`. */
  readonly functionName: string;
  readonly summary: string;
  /** What an ID names, such as `live editing job`. */
  readonly subject: string;
  readonly answer: Fields;
  /** The operation's own members, by their names in `shared/operation.ts`, in the order of writing. */
  readonly members: Readonly<Record<string, unknown>>;
  readonly checks: readonly Check[];
}

/** What the person who adds the operation knows already. */
export interface Known {
  readonly kind?: Operation["kind"];
  /** Phases by ICE's state words. */
  readonly phases?: Readonly<Record<string, Phase>>;
}

/** A name or a sample from which no operation can be guessed. The message says what to do. */
export class GuessError extends Error {
  override readonly name = "GuessError";
}

/**
 * Guesses an operation.
 * @throws GuessError when the name is not one of an operation, or the sample has nothing with an ID
 * @example guessOperation("GetReelJob", { ReelJob: { JobId: "1", Status: "Success" } })
 */
export function guessOperation(name: string, sample: Document, known: Known = {}): Guess {
  if (!/^[A-Z][a-z0-9]+([A-Z][A-Za-z0-9]*)+$/.test(name))
    throw new GuessError(
      `"${name}" is not the name of an operation. Write it as ICE does: GetMediaProducingJob.`,
    );
  const checks: Check[] = [];
  const kind = known.kind ?? guessKind(name, sample);
  const words = wordsOf(name);
  const subject = words.slice(words[0] === "batch" ? 2 : 1).join(" ");
  const common = { kind, name, functionName: words.join("-"), subject };
  const answer = guessFields(sample, "", checks);
  const members =
    kind === "batch"
      ? batchMembers(sample, checks)
      : kind === "list"
        ? listMembers(sample, known, checks)
        : jobMembers(sample, known, checks);
  checks.unshift({
    path: "kind",
    guess: `${kind}, by ${known.kind ? "your choice" : "the name and the sample"}`,
  });
  return { ...common, summary: summaryOf(kind, subject), answer, members, checks };
}

/** `GetLiveEditingJob` as `get`, `live`, `editing`, `job`. */
function wordsOf(name: string): string[] {
  return name
    .replace(/(?<!^)[A-Z]/g, "-$&")
    .toLowerCase()
    .split("-");
}

function summaryOf(kind: Guess["kind"], subject: string): string {
  const plain = { job: `One ${subject}.`, list: `${subject}, by page.`, batch: `Many ${subject}.` }[kind];
  return plain.charAt(0).toUpperCase() + plain.slice(1);
}

function guessKind(name: string, sample: Document): Guess["kind"] {
  if (/^(Batch|MGet)/.test(name)) return "batch";
  return /^(List|Search|Query)/.test(name) || tokenOf(sample) ? "list" : "job";
}

const tokenOf = (sample: Document) => Object.keys(sample).find((key) => /Token$/.test(key));

function jobMembers(sample: Document, known: Known, checks: Check[]): Record<string, unknown> {
  const candidates = Object.entries(sample).filter(([, value]) => isObject(value) && idOf(value));
  const [jobField, job] = idOf(sample) ? ["", sample] : (candidates[0] ?? []);
  if (jobField === undefined || !isObject(job))
    throw new GuessError(
      "The sample has no job: no object in it has a member that ends with Id. Give a full answer.",
    );
  return { jobField, ...jobFields(job, jobField, known, checks) };
}

function listMembers(sample: Document, known: Known, checks: Check[]): Record<string, unknown> {
  const [itemsField, item] = firstList(sample, "jobs");
  checks.push({ path: "tokenField, sizeField, fromField, toField", guess: "the usual names of parameters" });
  return {
    itemsField,
    ...jobFields(item, `${itemsField}[]`, known, checks),
    tokenField: tokenOf(sample) ?? "NextToken",
    sizeField: Object.keys(sample).find((key) => /^(MaxResults|PageSize|Limit)$/.test(key)) ?? "MaxResults",
    fromField: "StartTime",
    toField: "EndTime",
  };
}

function batchMembers(sample: Document, checks: Check[]): Record<string, unknown> {
  const [foundField, item] = firstList(sample, "items");
  const idField = idOf(item) as string;
  const texts = Object.entries(sample).find(([, value]) => isListOfText(value));
  checks.push({ path: "idsField", guess: `${idField}s` });
  checks.push({ path: "maxIdsPerCall", guess: "10" });
  checks.push({ path: "ignoredField", guess: texts?.[0] ?? "IgnoredList, which the sample does not have" });
  return {
    idsField: `${idField}s`,
    maxIdsPerCall: 10,
    foundField,
    idField,
    ignoredField: texts?.[0] ?? "IgnoredList",
  };
}

/** The first list of objects with an ID, and its first element. */
function firstList(sample: Document, what: string): [field: string, item: Document] {
  for (const [field, value] of Object.entries(sample)) {
    const [item] = Array.isArray(value) ? value : [];
    if (isObject(item) && idOf(item)) return [field, item as Document];
  }
  throw new GuessError(
    `The sample has no list of ${what}: no list holds an object with a member that ends with Id. Give an answer that holds one.`,
  );
}

const isListOfText = (value: unknown) =>
  Array.isArray(value) && value.every((each) => typeof each === "string");

/** The member with the ID: `JobId` before any other. `RequestId` is the call's. */
function idOf(value: object): string | undefined {
  const names = Object.keys(value).filter((name) => name.endsWith("Id") && name !== "RequestId");
  return names.find((name) => name === "JobId") ?? names[0];
}

function jobFields(job: object, at: string, known: Known, checks: Check[]): Record<string, unknown> {
  const names = Object.keys(job);
  const stateField =
    ["State", "Status"].find((name) => names.includes(name)) ??
    names.find((name) => /(State|Status)$/.test(name));
  if (!stateField)
    throw new GuessError(
      `The sample's job (${at || "the answer itself"}) has no member that ends with State or Status.`,
    );
  const state = String((job as Document)[stateField]).trim();
  const phases = known.phases ?? { [state]: guessPhase(state) };
  if (!known.phases)
    checks.push({
      path: "phases",
      guess: `only the sample's "${state}": add every state word that ICE documents`,
    });
  const createdField = names.find((name) => /^(Create|Creation)\w*Time$/.test(name));
  const percentField = names.find((name) => /^(Percent|Progress)$/.test(name));
  checks.push({ path: "idField, stateField", guess: `${idOf(job)}, ${stateField}` });
  return {
    idField: idOf(job),
    stateField,
    phases,
    ...(createdField && { createdField }),
    ...(percentField && Number.isInteger((job as Document)[percentField]) && { percentField }),
  };
}

const phasePatterns: readonly (readonly [Exclude<Phase, "unknown">, RegExp])[] = [
  ["cancelled", /cancel|abort|terminat/i],
  ["failed", /fail|error|exception/i],
  ["succeeded", /succ|finish|complete|done|normal/i],
  ["pending", /init|pend|queu|wait|submit|created/i],
];

function guessPhase(state: string): Exclude<Phase, "unknown"> {
  return phasePatterns.find(([, pattern]) => pattern.test(state))?.[0] ?? "running";
}
