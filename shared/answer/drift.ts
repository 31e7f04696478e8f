import type * as z from "zod/mini";
import type { Document, Operation } from "../operation.ts";
import { isObject, member, select } from "./path.ts";
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

/** Everything in an answer that its operation's model does not foresee. */
export function driftOf(operation: Operation, document: Document, asked: Document): readonly Difference[] {
  return [...differences(operation.answer, document), ...jobDifferences(operation, document, asked)];
}

/** State words that nobody knows, and an answer to another job than the one asked for. */
function jobDifferences({ job, pages }: Operation, document: Document, asked: Document): Difference[] {
  if (!job) return [];
  const trimmed = (value: unknown) => (typeof value === "string" ? value.trim() : undefined);
  const jobs = select(document, job.at);
  const words = jobs.map((each) => trimmed(member(each, job.state)));
  const ids = jobs.map((each) => trimmed(member(each, job.id)));
  const at = (name: string) => (job.at === "" ? name : `${job.at}.${name}`);
  return [
    ...(words.some((word) => word !== undefined && !Object.hasOwn(job.phases, word))
      ? [{ path: at(job.state), kind: "unknown word" }]
      : []),
    ...(!pages && ids.some((id) => id !== undefined && id !== asked[job.id])
      ? [{ path: at(job.id), kind: "not the ID asked for" }]
      : []),
  ];
}

/**
 * Compares an answer with its schema. zod's own parser would build the answer anew and pass unknown members in silence;
 * this reads the schema and only looks.
 */
export function differences(schema: z.core.$ZodType, answer: unknown): readonly Difference[] {
  const found = new Map<string, Difference>();
  const report: Report = (path, kind) => {
    if (found.size < mostDifferences) found.set(`${path} ${kind}`, { path, kind });
  };
  compare(schema, answer, "", report);
  return [...found.values()];
}

type Report = (path: string, kind: string) => void;

function compare(schema: z.core.$ZodType, value: unknown, path: string, report: Report): void {
  const { def } = required(schema)._zod;
  const kind = kindOf(value);
  if (kind === "integer beyond 2^53") report(path, kind);
  else if (def.type === "union") {
    const option = def.options.find((each) => accepts(required(each)._zod.def, kind));
    if (option) compare(option, value, path, report);
    else report(path, `is ${kind}`);
  } else if (!accepts(def, kind)) report(path, `is ${kind}`);
  else if (def.type === "array")
    for (const element of value as unknown[]) compare(def.element, element, `${path}[]`, report);
  else if (def.type === "object") compareMembers(def, value as Record<string, unknown>, path, report);
}

function compareMembers(
  def: z.core.$ZodObjectDef,
  value: Readonly<Record<string, unknown>>,
  path: string,
  report: Report,
): void {
  const free = Object.keys(def.shape).length === 0;
  for (const name of Object.keys(value)) {
    const at = path === "" ? printable(name) : `${path}.${printable(name)}`;
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
  if (kindOf(value) === "integer beyond 2^53") report(path, "integer beyond 2^53");
  else if (levels === 0) return;
  else if (Array.isArray(value)) for (const element of value) look(element, `${path}[]`, report, levels - 1);
  else if (isObject(value))
    for (const name of Object.keys(value))
      look(value[name], `${path}.${printable(name)}`, report, levels - 1);
}

/** A name that came from outside: shown where it is one, not where it may be something secret. */
function printable(name: string): string {
  return /^[A-Za-z]\w{0,39}$/.test(name) ? name : "*";
}

type Kind = "string" | "number" | "integer" | "integer beyond 2^53" | "object" | "array" | "boolean" | "null";

function kindOf(value: unknown): Kind {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value !== "number") return typeof value as Kind;
  if (!Number.isInteger(value)) return "number";
  return Number.isSafeInteger(value) ? "integer" : "integer beyond 2^53";
}

function accepts(def: z.core.$ZodTypes["_zod"]["def"], kind: Kind): boolean {
  if (def.type === "number") return kind === "integer" || (kind === "number" && !("format" in def));
  return def.type === kind;
}
