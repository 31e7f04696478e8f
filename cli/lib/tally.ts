import { parseJson } from "../../shared/json/parse.ts";
import { member } from "../../shared/json/value.ts";
import type { Spent } from "./answer-text.ts";

/** Adds up what invocations spent, as their log lines tell it. */
export interface Tally {
  /** Reads what was logged: lines that are no log line of a function are passed over. */
  read(log: string): void;
  /** Undefined as long as no line was read. */
  readonly spent: Spent | undefined;
}

export function createTally(): Tally {
  let spent: Spent | undefined;
  return {
    read(log) {
      for (const line of log.split("\n")) {
        const entry = parseJson(line);
        const [calls, attempts] = [member(entry, "calls"), member(entry, "attempts")];
        if (typeof calls !== "number" || typeof attempts !== "number") continue;
        const { calls: before, retries } = spent ?? { calls: 0, retries: 0 };
        spent = { calls: before + calls, retries: retries + attempts - calls };
      }
    },
    get spent() {
      return spent;
    },
  };
}
