/** How often a property is tried: FUZZ_RUNS says how often, some hundred times where it doesn't. */
export const fuzz = { numRuns: Number(process.env.FUZZ_RUNS ?? 300) };
