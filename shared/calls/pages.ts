import { ProblemError } from "../errors/problem.ts";
import { member } from "../json/path.ts";
import type { Document, PagesModel } from "../operation.ts";
import { type Stopped, stoppedBy } from "../response/additions.ts";

export interface Pages {
  /** The last page's document, with the items of all of them. */
  readonly document: Document;
  readonly stopped?: Stopped;
  /** The token to go on with, where there is one worth asking. */
  readonly token: string | undefined;
}

interface PagesOptions {
  readonly limit: number | "all";
  readonly token: string | undefined;
  /** Bytes that a page takes in the answer, and how many the caller takes in all. */
  readonly sizeOf: (document: Document) => number;
  readonly sizeLimit: number;
}

/**
 * Follows the tokens from page to page and puts the items together. Ends with the last page; at the limit; on a token
 * seen before; when another page as large as the largest would not fit the answer; and at a failure, keeping what it has.
 * @param ask one page; undefined asks for the first
 * @throws ProblemError if the first page fails
 */
export async function followPages(
  model: PagesModel,
  ask: (token: string | undefined) => Promise<Document>,
  { limit, token: first, sizeOf, sizeLimit }: PagesOptions,
): Promise<Pages> {
  const lists: unknown[][] = [];
  const seen = new Set<unknown>([first]);
  let document: Document = {};
  let token = first;
  let size = 0;
  let largest = 0;
  const end = (stopped?: Stopped, next?: string): Pages => ({
    document: lists.length > 0 ? { ...document, [model.items]: lists.flat() } : document,
    ...(stopped && { stopped }),
    token: next,
  });
  for (let page = 1; ; page++) {
    try {
      document = await ask(token);
    } catch (error) {
      if (page === 1 || !(error instanceof ProblemError)) throw error;
      return end(stoppedBy(error.code), token);
    }
    const items = member(document, model.items);
    if (Array.isArray(items)) lists.push(items);
    const next = member(document, model.token);
    if (typeof next !== "string" || next === "") return end();
    if (seen.has(next)) return end({ reason: "repeatedToken" });
    seen.add(next);
    token = next;
    if (page === limit) return end({ reason: "limit" }, token);
    const pageSize = sizeOf(document);
    size += pageSize;
    largest = Math.max(largest, pageSize);
    if (size + largest > sizeLimit) return end({ reason: "limit" }, token);
  }
}
