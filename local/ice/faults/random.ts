import * as z from "zod";
import type { Order } from "./schedule.ts";
import { findFault, vocabulary } from "./vocabulary.ts";

export const randomSettings = z.strictObject({
  probability: z.number().min(0).max(1),
  seed: z.int().optional(),
  /** Names of faults, or faults with their settings. By default, all faults that need no settings. */
  among: z.array(z.union([z.string(), z.looseObject({ fault: z.string() })])).optional(),
});

/**
 * Decides at random for each call whether a fault is applied, and which of the possible ones. Equal seeds and calls give
 * equal faults.
 * @throws ZodError or ControlError for wrong settings
 */
export function chooseRandomly(given: unknown, usualSeed: number): Order["choose"] {
  const { probability, among = usualChoice(), seed = usualSeed } = randomSettings.parse(given);
  const choices = among.map((entry) => {
    const { fault, ...settings } = typeof entry === "string" ? { fault: entry } : entry;
    const { fits, prepare } = findFault(fault);
    return { fault, fits, strike: prepare(settings) };
  });
  const random = seeded(seed);
  return (operation) => {
    if (random() >= probability) return undefined;
    const fitting = choices.filter(({ fits }) => fits(operation));
    return fitting[Math.floor(random() * fitting.length)];
  };
}

function usualChoice(): string[] {
  return Object.keys(vocabulary).filter((name) => findFault(name).settings.safeParse({}).success);
}

/** A generator of random numbers from 0 to 1 with a seed: mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
