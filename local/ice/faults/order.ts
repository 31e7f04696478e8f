import * as z from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { ControlError } from "../control-error.ts";
import type { Listener } from "./fault.ts";
import { chooseRandomly } from "./random.ts";
import type { Order } from "./schedule.ts";
import { faultText, findFault } from "./vocabulary.ts";

/** An order; with `atOnce`, a fault to apply now instead. */
interface ReadOrder {
  readonly order: Order;
  readonly atOnce?: (listener: Listener) => void;
}

/**
 * Reads the order of a control request: `{fault, operation?, times?, …settings}`. The operation is one of ICE's or
 * AssumeRole. Without `times` the fault is applied to one call, and `random` to all calls.
 * @throws ZodError; ControlError for an unknown fault, and for one that is not possible for its operation
 */
export function readOrder(
  input: unknown,
  operations: ReadonlyMap<string, Operation>,
  seed: number,
): ReadOrder {
  const { fault, operation: action, times, ...settings } = orderSchema([...operations.keys()]).parse(input);
  if (fault === "random") {
    const choose = chooseRandomly(settings, seed);
    return { order: { fault, action, times: times ?? Number.POSITIVE_INFINITY, choose } };
  }
  const { fits, atOnce, prepare } = findFault(fault);
  const drawn = { fault, strike: prepare(settings) };
  if (action && !fits(operations.get(action)))
    throw new ControlError(`The fault "${fault}" is not possible for ${action}.`);
  const choose: Order["choose"] = (operation) => (fits(operation) ? drawn : undefined);
  const order = { fault, action, times: times ?? 1, choose };
  return atOnce ? { order, atOnce: (listener) => atOnce(listener, settings) } : { order };
}

const orderSchema = (operations: readonly string[]) =>
  z.looseObject({
    fault: z.string(faultText),
    operation: z.enum([...operations, "AssumeRole"]).optional(),
    times: z.int().min(1).optional(),
  });
