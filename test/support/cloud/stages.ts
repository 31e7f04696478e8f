import { afterAll, beforeAll } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import { maxAttempts } from "./fault-checks.ts";
import { type Stage, startStage } from "./stage.ts";

/** Full jitter at its least, so that hundreds of retries take no time. */
const noJitter = { NODE_OPTIONS: "--import=data:text/javascript,Math.random=()=>0" };

/** One operation of each kind: for what does not depend on more. */
export const oneOfEachKind: readonly Operation[] = ["job", "list", "batch"].flatMap((kind) =>
  (operations as readonly Operation[]).filter((each) => each.kind === kind).slice(0, 1),
);

/**
 * Stages of operations for the tests of a block. What comes back does the same on each of them, at once.
 * @param timeout the functions', in seconds
 * @param on all operations where not given
 */
export function stages(
  environment: Readonly<Record<string, string>>,
  timeout: number,
  on: readonly Operation[] = operations,
) {
  let all: Stage[] = [];
  beforeAll(async () => {
    const settings = { ICE_MAX_ATTEMPTS: String(maxAttempts), ...noJitter, ...environment };
    all = await Promise.all(on.map((each) => startStage(each, settings, timeout)));
  });
  afterAll(() => Promise.all(all.map((stage) => stage.close())));
  return async (act: (stage: Stage) => Promise<void>): Promise<void> => {
    const outcomes = await Promise.allSettled(all.map(act));
    for (const outcome of outcomes) if (outcome.status === "rejected") throw outcome.reason;
  };
}

/** Rows of a table of faults for `it.each`, each behind its order. */
export function byOrder<Row extends { order: Document }>(list: readonly Row[]): [label: string, row: Row][] {
  return list.map((row) => [JSON.stringify(row.order), row]);
}
