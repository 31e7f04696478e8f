import { valueAt, withValue } from "../../functions/subject.ts";
import type { Document, ListOperation } from "../../shared/operation.ts";
import { parseIceTime } from "../../shared/runtime/ice-time.ts";
import type { Answer } from "./document.ts";
import { invalidParameter } from "./errors.ts";
import type { Job, Jobs } from "./jobs.ts";
import type { PageTokens } from "./page-token.ts";

/** The parameter that sorts a list by creation time; the newest come first unless it is `asc`. */
const order = "SortBy";
const usualSize = 10;
const largestSize = 100;

/**
 * Answers one page of an operation that lists. Jobs are filtered by every parameter that has the name of one of their
 * fields, and by their creation time, both ends included.
 * @throws IceError InvalidParameter for a size outside 1 to 100, a malformed time, an unknown order, and a token that was
 *   issued for another query
 */
export function answerList(
  operation: ListOperation,
  parameters: ReadonlyMap<string, string>,
  jobs: Jobs,
  tokens: PageTokens,
): Answer {
  const { itemsField, sizeField, tokenField } = operation;
  const size = readSize(sizeField, parameters.get(sizeField));
  const filters = Object.keys(operation.parameters)
    .filter((name) => name !== sizeField && name !== tokenField && parameters.get(name))
    .map((name) => [name, parameters.get(name) ?? ""] as const);
  const query = JSON.stringify([operation.name, ...filters]);
  const token = parameters.get(tokenField);
  const offset = token ? tokens.read(query, token) : 0;
  if (offset === undefined) throw invalidParameter(tokenField);

  const found = select(operation, new Map(filters), jobs.all(operation));
  const items = found.slice(offset, offset + size).map((job) => job.look());
  const answer = withValue({ [sizeField]: size }, itemsField, items) as Document;
  const tokenAt = (at: number) => tokens.issue(query, at);
  const next = offset + size;
  return {
    document: next < found.length ? { ...answer, [tokenField]: tokenAt(next) } : answer,
    page: { offset, size, tokenAt },
  };
}

function select(
  { createdField, fromField, toField }: ListOperation,
  filters: ReadonlyMap<string, string>,
  jobs: readonly Job[],
): readonly Job[] {
  const from = readTime(fromField, filters.get(fromField)) ?? Number.NEGATIVE_INFINITY;
  const to = readTime(toField, filters.get(toField)) ?? Number.POSITIVE_INFINITY;
  const direction = filters.get(order) ?? "desc";
  if (direction !== "asc" && direction !== "desc") throw invalidParameter(order);
  const equal = [...filters].filter(([name]) => ![fromField, toField, order].includes(name));
  const createdAt = (document: Document) =>
    parseIceTime(String(valueAt(document, createdField ?? "")).trim()) ?? 0;
  const sign = direction === "asc" ? 1 : -1;
  return jobs
    .map((entry) => {
      const document = entry.peek();
      return { entry, document, created: createdAt(document) };
    })
    .filter(({ created }) => from <= created && created <= to)
    .filter(({ document }) => equal.every(([name, value]) => String(document[name]).trim() === value.trim()))
    .sort((a, b) => sign * (a.created - b.created || (a.entry.id < b.entry.id ? -1 : 1)))
    .map(({ entry }) => entry);
}

function readSize(name: string, text: string | undefined): number {
  if (!text) return usualSize;
  const size = /^\d+$/.test(text) ? Number(text) : 0;
  if (size < 1 || size > largestSize) throw invalidParameter(name);
  return size;
}

function readTime(name: string, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const time = parseIceTime(text);
  if (time === undefined) throw invalidParameter(name);
  return time;
}
