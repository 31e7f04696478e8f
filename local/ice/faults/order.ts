import { z } from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { ControlError } from "../control-error.ts";
import type { Fault, Listener } from "./fault.ts";
import type { Order } from "./schedule.ts";
import { vocabulary } from "./vocabulary.ts";

export const randomSettings = z.strictObject({
  probability: z.number().min(0).max(1),
  seed: z.int().optional(),
  /** Names of faults, or faults with their settings; all of them when it is left out. */
  among: z.array(z.union([z.string(), z.looseObject({ fault: z.string() })])).optional(),
});

/** An order that was read; `atOnce` is what there is to do now, in its place. */
interface ReadOrder {
  readonly order: Order;
  readonly atOnce?: (listener: Listener) => void;
}

/**
 * Reads an order as control takes it: `{fault, operation?, times?, …settings}`, where the operation is one of ICE's or
 * AssumeRole. `random` draws for each call from a seeded generator, as often as `times` says or without end. Throws a
 * ZodError, or a ControlError for a fault that there is not and for one that makes no sense for its operation.
 */
export function readOrder(
  input: unknown,
  operations: ReadonlyMap<string, Operation>,
  seed: number,
): ReadOrder {
  const {
    fault,
    operation: action,
    times,
    ...settings
  } = z
    .looseObject({
      fault: z.string(),
      operation: z.enum([...operations.keys(), "AssumeRole"]).optional(),
      times: z.int().min(1).optional(),
    })
    .parse(input);
  if (fault === "random") {
    const choose = chooseRandomly(settings, seed);
    return { order: { action, times: times ?? Number.POSITIVE_INFINITY, choose } };
  }
  const { fits, atOnce, prepare } = find(fault);
  const chosen = { fault, strike: prepare(settings) };
  if (action && !fits(operations.get(action)))
    throw new ControlError(`"${fault}" makes no sense for ${action}.`);
  const order: Order = {
    action,
    times: times ?? 1,
    choose: (operation) => (fits(operation) ? chosen : undefined),
  };
  return atOnce ? { order, atOnce: (listener) => atOnce(listener, settings) } : { order };
}

function chooseRandomly(given: unknown, usualSeed: number): Order["choose"] {
  const { probability, among = usualChoice(), seed = usualSeed } = randomSettings.parse(given);
  const choices = among.map((entry) => {
    const { fault, ...settings } = typeof entry === "string" ? { fault: entry } : entry;
    const { fits, prepare } = find(fault);
    return { fault, fits, strike: prepare(settings) };
  });
  const random = seeded(seed);
  return (operation) => {
    if (random() >= probability) return undefined;
    const fitting = choices.filter(({ fits }) => fits(operation));
    return fitting[Math.floor(random() * fitting.length)];
  };
}

function find(name: string): Fault {
  const fault = Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined;
  if (fault) return fault;
  throw new ControlError(
    `There is no fault "${name}". There are: random, ${Object.keys(vocabulary).join(", ")}.`,
  );
}

/** Every fault that needs no settings. */
function usualChoice(): string[] {
  return Object.keys(vocabulary).filter((name) => vocabulary[name]?.settings.safeParse({}).success);
}

/** A generator of numbers from 0 to 1 that a seed determines: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
