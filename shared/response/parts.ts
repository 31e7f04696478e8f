import type { IceAnswer } from "../ice/transport.ts";
import type { Lifecycle } from "../job/lifecycle.ts";
import type { Additions } from "./additions.ts";

/** An answer as it leaves the function. */
export interface Shaped {
  readonly json: string;
  /** The size of the JSON in UTF-8. */
  readonly bytes: number;
  /** What of it is the same from call to call: all but its own RequestId and the bundle's `retryAfter`. */
  steady(): string;
}

/** What there is to put together: an answer of ICE, the lists that take the place of its own, and what the bundle adds. */
export interface Parts<Item> {
  readonly answer: IceAnswer;
  /** By the name of ICE's member. */
  readonly lists: Readonly<Record<string, readonly Item[]>>;
  readonly additions: Additions;
}

/**
 * How answers are put together: as ICE's own text, or as values where they are decoded or cut to fields. The elements of
 * a list are shaped where they arrive, one answer of ICE at a time.
 */
export interface View<Item = unknown> {
  /**
   * The elements of an answer's list, in their order; undefined where the answer has no such list.
   * @param lifecycleOf what is added to an element that is an object
   */
  items(
    answer: IceAnswer,
    field: string,
    lifecycleOf?: (item: unknown) => Lifecycle,
  ): readonly Item[] | undefined;
  /** How many bytes of the answer some items take. */
  sizeOf(field: string, items: readonly Item[]): number;
  /** Puts the parts together. */
  shape(parts: Parts<Item>): Shaped;
}
