import { z } from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { ControlError } from "../control-error.ts";
import type { Listener } from "./fault.ts";
import { chooseRandomly } from "./random.ts";
import type { Order } from "./schedule.ts";
import { faultText, findFault } from "./vocabulary.ts";

/** An order that was read; `atOnce` is what there is to do now, in its place. */
interface ReadOrder {
  readonly order: Order;
  readonly atOnce?: (listener: Listener) => void;
}

/**
 * Reads an order as control takes it: `{fault, operation?, times?, …settings}`, where the operation is one of ICE's or
 * AssumeRole. It strikes once unless `times` says more; `random` goes on without end unless it says less. Throws a
 * ZodError, or a ControlError for a fault that there is not and for one that makes no sense for its operation.
 */
export function readOrder(
  input: unknown,
  operations: ReadonlyMap<string, Operation>,
  seed: number,
): ReadOrder {
  const { fault, operation: action, times, ...settings } = orderSchema([...operations.keys()]).parse(input);
  if (fault === "random") {
    const choose = chooseRandomly(settings, seed);
    return { order: { action, times: times ?? Number.POSITIVE_INFINITY, choose } };
  }
  const { fits, atOnce, prepare } = findFault(fault);
  const drawn = { fault, strike: prepare(settings) };
  if (action && !fits(operations.get(action)))
    throw new ControlError(`"${fault}" makes no sense for ${action}.`);
  const choose: Order["choose"] = (operation) => (fits(operation) ? drawn : undefined);
  const order = { action, times: times ?? 1, choose };
  return atOnce ? { order, atOnce: (listener) => atOnce(listener, settings) } : { order };
}

const orderSchema = (operations: readonly string[]) =>
  z.looseObject({
    fault: z.string(faultText),
    operation: z.enum([...operations, "AssumeRole"]).optional(),
    times: z.int().min(1).optional(),
  });
