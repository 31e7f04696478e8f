/** One state of a scripted job: for so many looks, for so many seconds, or (with neither) for ever. */
export interface Step {
  readonly state: string;
  readonly looks?: number | undefined;
  readonly seconds?: number | undefined;
}

/** Where a script stands: the step, when it began (milliseconds) and how often it was looked at. */
export interface Position {
  readonly step: number;
  readonly began: number;
  readonly looks: number;
}

/**
 * Where a script stands when somebody looks at a time. A step of seconds begins when the one before was due to end,
 * so a timeline does not depend on who looks when; a step after looks begins with the next look. The last step stays.
 */
export function positionAt(script: readonly Step[], position: Position, now: number): Position {
  const { seconds, looks } = script[position.step] ?? {};
  if (position.step >= script.length - 1) return position;
  const step = position.step + 1;
  const ends = position.began + (seconds ?? 0) * 1000;
  if (seconds !== undefined && now >= ends) return positionAt(script, { step, began: ends, looks: 0 }, now);
  if (looks !== undefined && position.looks >= looks)
    return positionAt(script, { step, began: now, looks: 0 }, now);
  return position;
}
