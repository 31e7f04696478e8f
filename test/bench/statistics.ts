/** What many measurements of one thing come to, in their unit. */
export interface Spread {
  readonly p10: number;
  readonly median: number;
  readonly p90: number;
}

export function spreadOf(values: readonly number[]): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] as number;
  return { p10: at(0.1), median: at(0.5), p90: at(0.9) };
}

/** How often one side's measurements hold the other's, each beside the one that was taken next to it. */
export function ratioOf(ours: readonly number[], theirs: readonly number[]): Spread {
  return spreadOf(ours.map((value, index) => value / (theirs[index] as number)));
}
