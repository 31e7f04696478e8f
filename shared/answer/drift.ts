import type * as z from "zod/mini";
import type { Document, Operation } from "../operation.ts";
import { isObject, join, member, select } from "./path.ts";
import { required } from "./schema.ts";

/** How an answer differs from its schema: where and in what kind, never with what value. */
export interface Difference {
  readonly path: string;
  readonly kind: string;
}

/** So many differences are told at most: the log line stays short. */
const mostDifferences = 20;
/** Deeper is not looked at. */
const deepest = 64;

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
  const report: Report = (path, kind) => {
    if (found.size < mostDifferences) found.set(`${path} ${kind}`, { path, kind });
  };
  compareJobs(operation, document, asked, report);
  compare(operation.answer, document, "", report);
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

function trimmed(value: unknown): string | undefined {
  return typeof value === "string" ? value.trim() : undefined;
}

function compare(schema: z.core.$ZodType, value: unknown, path: string, report: Report): void {
  const { def } = required(schema)._zod;
  const kind = kindOf(value);
  const options = def.type === "union" ? def.options.map((each) => required(each)._zod.def) : [def];
  const fitting = options.find((each) => accepts(each, kind));
  if (!fitting) {
    if (kind !== tooLarge) report(path, `is ${kind}`);
    look(value, path, report, deepest);
  } else if (fitting.type === "array")
    for (const element of value as unknown[]) compare(fitting.element, element, `${path}[]`, report);
  else if (fitting.type === "object") compareMembers(fitting, value as Record<string, unknown>, path, report);
}

function compareMembers(
  def: z.core.$ZodObjectDef,
  value: Readonly<Record<string, unknown>>,
  path: string,
  report: Report,
): void {
  const free = Object.keys(def.shape).length === 0;
  for (const name of Object.keys(value)) {
    const at = below(path, name);
    const field = Object.hasOwn(def.shape, name) ? def.shape[name] : undefined;
    if (field) compare(field, value[name], at, report);
    else {
      if (!free) report(at, "unknown field");
      look(value[name], at, report, deepest);
    }
  }
}

/** Looks for integers beyond 2^53 where no schema leads. */
function look(value: unknown, path: string, report: Report, levels: number): void {
  if (kindOf(value) === tooLarge) report(path, tooLarge);
  else if (levels === 0) return;
  else if (Array.isArray(value)) for (const element of value) look(element, `${path}[]`, report, levels - 1);
  else if (isObject(value))
    for (const name of Object.keys(value)) look(value[name], below(path, name), report, levels - 1);
}

/** The path of a member. A name that may be no name but something secret is not shown. */
function below(path: string, name: string): string {
  return join(path, /^[A-Za-z]\w{0,39}$/.test(name) ? name : "*");
}

const tooLarge = "integer beyond 2^53";
type Kind = "string" | "number" | "integer" | typeof tooLarge | "object" | "array" | "boolean" | "null";

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "number") return typeof value as Kind;
  if (!Number.isInteger(value)) return "number";
  return Number.isSafeInteger(value) ? "integer" : tooLarge;
}

function accepts(def: z.core.$ZodTypes["_zod"]["def"], kind: Kind): boolean {
  if (def.type === "number") return kind === "integer" || (kind === "number" && !("format" in def));
  return def.type === kind;
}
