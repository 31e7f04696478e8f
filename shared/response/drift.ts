import { isObject, join, member, select, trimmed } from "../json/path.ts";
import type { Document, Operation } from "../operation.ts";
import { kindOf, type Model, modelOf } from "../schema/model.ts";

/** How an answer differs from its schema: where and in what kind, never with what value. */
export interface Difference {
  readonly path: string;
  readonly kind: string;
}

/** So many differences are told at most: the log line stays short. */
const mostDifferences = 20;
/** And so many characters of a path. */
const longestPath = 256;
/** Deeper is not looked at. */
const deepest = 64;
const tooLarge = "integer beyond 2^53";

/**
 * Everything in an answer that its operation's model does not foresee, after what is known of earlier answers: unknown
 * state words, an answer to another job than the one asked for, fields of another kind than the schema's. zod's own
 * parser would build the answer anew and pass unknown members in silence; this reads the schema and only looks.
 */
export function driftOf(
  operation: Operation,
  document: Document,
  asked: Document,
  known: readonly Difference[] = [],
): readonly Difference[] {
  const found = new Map(known.map((each) => [`${each.path} ${each.kind}`, each]));
  const report: Report = (whole, kind) => {
    const path = whole.slice(0, longestPath);
    if (found.size < mostDifferences) found.set(`${path} ${kind}`, { path, kind });
  };
  compareJobs(operation, document, asked, report);
  compareMembers(modelOf(operation.answer).members, document, undefined, report);
  return [...found.values()];
}

type Report = (path: string, kind: string) => void;

function compareJobs({ job, pages }: Operation, document: Document, asked: Document, report: Report): void {
  if (!job) return;
  for (const each of select(document, job.at)) {
    const word = trimmed(member(each, job.state));
    if (word !== undefined && !Object.hasOwn(job.phases, word))
      report(below(job.at, job.state), "unknown word");
    const id = trimmed(member(each, job.id));
    if (!pages && id !== undefined && id !== asked[job.id])
      report(below(job.at, job.id), "not the ID asked for");
  }
}

/** Where something stands, told only when there is something to tell: a path's text for every value is slow to make. */
interface Place {
  readonly within: Place | undefined;
  /** Undefined for a list's element. */
  readonly name: string | undefined;
}

function pathOf(place: Place | undefined): string {
  if (!place) return "";
  const path = pathOf(place.within);
  return place.name === undefined ? `${path}[]` : below(path, place.name);
}

function compare(
  model: Model,
  value: unknown,
  within: Place | undefined,
  name: string | undefined,
  report: Report,
): void {
  const kind = kindOf(value);
  if (!model.kinds.has(kind)) {
    const place = { within, name };
    if (kind !== tooLarge) report(pathOf(place), `is ${kind}`);
    look(value, place, report, deepest);
  } else if (kind === "array") {
    const place = { within, name };
    for (const element of value as unknown[])
      compare(model.element as Model, element, place, undefined, report);
  } else if (kind === "object") compareMembers(model.members, value as Document, { within, name }, report);
}

function compareMembers(
  members: Model["members"],
  value: Document,
  within: Place | undefined,
  report: Report,
): void {
  for (const name of Object.keys(value)) {
    const model = members.get(name);
    if (model) compare(model, value[name], within, name, report);
    else {
      const place = { within, name };
      if (members.size > 0) report(pathOf(place), "unknown field");
      look(value[name], place, report, deepest);
    }
  }
}

/** Looks for integers beyond 2^53 where no schema leads. */
function look(value: unknown, place: Place | undefined, report: Report, levels: number): void {
  if (kindOf(value) === tooLarge) report(pathOf(place), tooLarge);
  else if (levels === 0) return;
  else if (Array.isArray(value))
    for (const element of value) look(element, { within: place, name: undefined }, report, levels - 1);
  else if (isObject(value))
    for (const name of Object.keys(value)) look(value[name], { within: place, name }, report, levels - 1);
}

/** The path of a member. A name that may be no name but something secret is not shown. */
function below(path: string, name: string): string {
  return join(path, /^[A-Za-z]\w{0,39}$/.test(name) ? name : "*");
}
