import { ProblemError } from "../errors/problem.ts";
import { appendName } from "../json/path.ts";
import { isObject, member, trimmed } from "../json/value.ts";
import type { Document, JobFields, Operation } from "../operation.ts";
import { type Field, type Fields, text } from "../schema/fields.ts";

/** How an answer differs from what its operation describes: where, and in which kind. It never holds a value. */
export interface Difference {
  readonly path: string;
  readonly kind: string;
}

/** Differences told at most: the log line stays short. */
const mostDifferences = 20;
/** Characters of a path at most. */
const longestPath = 256;
/** An answer that nests deeper below a place that its operation doesn't know is refused. */
const deepestNesting = 1_000;

/** The kinds of JSON values, as drift names them. */
type Kind = "string" | "number" | "integer" | typeof tooLarge | "object" | "array" | "boolean" | "null";
const tooLarge = "number beyond 2^53";

/** Names of the bundle's own members, at the top of an answer and on the items of a list. */
const ownNames = ["lifecycle", "undecoded", "missing", "unanswered", "stopped", "next"];

/**
 * Everything in an answer that its operation doesn't foresee, added to what is known of earlier answers: unknown state
 * words, another job than the one asked for, fields of another kind, numbers that a double can't hold, and members with
 * a name of the bundle's own.
 * @throws ProblemError UpstreamUnusable for an answer that nests beyond 1,000 levels
 */
export function driftOf(
  operation: Operation,
  document: Document,
  asked: Document,
  known: readonly Difference[] = [],
): readonly Difference[] {
  const found = [...known];
  const report: Report = (whole, kind) => {
    if (found.length === mostDifferences) return;
    const path = whole.slice(0, longestPath);
    if (!found.some((each) => each.path === path && each.kind === kind)) found.push({ path, kind });
  };
  compareOwnNames(document, "", report);
  if (operation.kind === "job") compareJob(operation, operation.jobField, document, asked, report);
  if (operation.kind === "list") compareItems(operation, operation.itemsField, document, report);
  compareMembers(operation.answer, document, undefined, report);
  return found;
}

type Report = (path: string, kind: string) => void;

function compareOwnNames(value: unknown, path: string, report: Report): void {
  for (const name of ownNames)
    if (isObject(value) && Object.hasOwn(value, name)) report(below(path, name), "name of the bundle's own");
}

function compareJob(
  operation: JobFields,
  path: string,
  document: Document,
  asked: Document,
  report: Report,
): void {
  const job = path === "" ? document : member(document, path);
  compareState(operation, job, path, report);
  const id = trimmed(member(job, operation.idField));
  if (id !== undefined && id !== asked[operation.idField])
    report(below(path, operation.idField), "not the ID asked for");
}

function compareItems(operation: JobFields, field: string, document: Document, report: Report): void {
  const items = member(document, field);
  if (!Array.isArray(items)) return;
  for (const item of items) {
    compareState(operation, item, `${field}[]`, report);
    if (isObject(item) && Object.hasOwn(item, "lifecycle"))
      report(`${field}[].lifecycle`, "name of the bundle's own");
  }
}

function compareState({ stateField, phases }: JobFields, job: unknown, path: string, report: Report): void {
  const word = trimmed(member(job, stateField));
  if (word !== undefined && !Object.hasOwn(phases, word)) report(below(path, stateField), "unknown word");
}

/** Where something stands. Its path is made only where there is something to tell: for every value it would be slow. */
interface Place {
  readonly within: Place | undefined;
  /** Undefined for an element of an array. */
  readonly name: string | undefined;
}

function pathOf(place: Place | undefined): string {
  if (!place) return "";
  const path = pathOf(place.within);
  return place.name === undefined ? `${path}[]` : below(path, place.name);
}

function compare(
  field: Field,
  value: unknown,
  within: Place | undefined,
  name: string | undefined,
  report: Report,
): void {
  if (
    typeof value === "string" &&
    field.type !== "object" &&
    field.type !== "array" &&
    field.type !== "wholeNumber" &&
    field.type !== "boolean"
  )
    return;
  const kind = kindOf(value);
  const place = { within, name };
  if (!accepts(field, kind)) {
    if (kind !== tooLarge) report(pathOf(place), `is ${kind}`);
    look(value, place, report, deepestNesting);
  } else if (field.type === "array")
    for (const element of value as unknown[]) compare(field.element, element, place, undefined, report);
  else if (field.type === "object") compareMembers(field.fields, value as Document, place, report);
  // What a native object holds is unknown, but its numbers can be looked at.
  else look(value, place, report, deepestNesting);
}

function accepts(field: Field, kind: Kind): boolean {
  switch (field.type) {
    case "wholeNumber":
      return kind === "integer";
    case "numberText":
      return field.native && (kind === "integer" || kind === "number");
    case "jsonText":
      return field.native && kind === "object";
    default:
      return kind === field.type;
  }
}

function compareMembers(fields: Fields, value: Document, within: Place | undefined, report: Report): void {
  for (const name in value) {
    // Of what an object inherits, `__proto__` and functions such as `constructor`, nothing has a field's type.
    const field = fields[name] as Partial<Field> | undefined;
    // Most members are texts: the others take ten times as long.
    if (field === text && typeof value[name] === "string") continue;
    if (field?.type !== undefined) compare(field as Field, value[name], within, name, report);
    else {
      const place = { within, name };
      report(pathOf(place), "unknown field");
      look(value[name], place, report, deepestNesting);
    }
  }
}

/** Looks for numbers that a double can't hold where no schema leads. */
function look(value: unknown, place: Place, report: Report, levels: number): void {
  if (kindOf(value) === tooLarge) report(pathOf(place), tooLarge);
  else if (levels === 0 && typeof value === "object" && value !== null)
    throw new ProblemError("UpstreamUnusable", { cause: "nesting" });
  else if (Array.isArray(value))
    for (const element of value) look(element, { within: place, name: undefined }, report, levels - 1);
  else if (isObject(value))
    for (const name of Object.keys(value)) look(value[name], { within: place, name }, report, levels - 1);
}

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "number") return typeof value as Kind;
  if (Math.abs(value) > Number.MAX_SAFE_INTEGER) return tooLarge;
  return Number.isInteger(value) ? "integer" : "number";
}

/** The path of a member. A name that may be no name but something secret is not shown. */
function below(path: string, name: string): string {
  return appendName(path, /^[A-Za-z]\w{0,39}$/.test(name) ? name : "*");
}
