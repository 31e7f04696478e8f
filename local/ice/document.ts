import type { Document } from "../../shared/operation.ts";

/** ICE's answer; for an operation that lists, with the position of its page. */
export interface Answer {
  readonly document: Document;
  readonly page?: Page;
}

/** The position of a page: where it starts, its requested size, and the tokens of the list's other pages. */
export interface Page {
  readonly offset: number;
  readonly size: number;
  tokenAt(offset: number): string;
}
