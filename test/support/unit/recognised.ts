import type { Operation } from "../../../shared/operation.ts";
import type { Caller } from "../../../shared/triggers/caller.ts";
import { recognise } from "../../../shared/triggers/recognise.ts";
import { rulesOf } from "../../../shared/validation/all-rules.ts";
import { isKnown } from "../../../shared/validation/validate.ts";
import { testJob } from "./operations.ts";

/** The caller of an event, as the function `test` of an operation recognises it. */
export function recognised(event: Uint8Array, operation: Operation = testJob): Caller {
  const { controls } = rulesOf(operation);
  return recognise(event, {
    operation,
    functionName: "test",
    isParameter: (name) => isKnown(name, operation, controls),
  });
}
