import type { Around } from "./around.ts";
import type { Way } from "./ways.ts";

/** What a check found. */
export type Finding =
  | { readonly verdict: "holds"; readonly detail: string }
  | { readonly verdict: "differs"; readonly detail: string }
  /** The detail says what the check would need. */
  | { readonly verdict: "not checked"; readonly detail: string };

/** Sends requests and compares the answers with the assumption. @throws NotChecked */
export type Check = (around: Around) => Promise<Finding>;

/** Something that the code takes for granted about the platform and that was not tested against the live service. */
export interface Assumption {
  readonly id: string;
  /** One sentence. */
  readonly assumes: string;
  /** The files that rely on it. */
  readonly reliedOnIn: readonly string[];
  /** How to check it, or what a check would need. */
  readonly howToCheck: string;
  /** Undefined where a caller alone can't check it. */
  readonly check?: { readonly way: Way; readonly run: Check };
}

export const holds = (detail: string): Finding => ({ verdict: "holds", detail });
export const differs = (detail: string): Finding => ({ verdict: "differs", detail });
