import type { Document } from "../../shared/operation.ts";

/** What ICE answers, and for an operation that lists, which page it is. */
export interface Answer {
  readonly document: Document;
  readonly page?: Page;
}

/** Where a page starts, how large it was asked for, and the token of any other page of the same list. */
export interface Page {
  readonly offset: number;
  readonly size: number;
  tokenAt(offset: number): string;
}
