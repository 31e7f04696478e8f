/** One state of a scripted job. It lasts for a number of looks or of seconds, or forever. */
export interface ScriptStep {
  readonly state: string;
  readonly looks?: number | undefined;
  readonly seconds?: number | undefined;
  /** Values of other fields of the job, by path. */
  readonly set?: Readonly<Record<string, unknown>> | undefined;
}

/** A position in a script: the step, when it began (milliseconds since the epoch) and how many looks it has had. */
export interface Position {
  readonly step: number;
  readonly began: number;
  readonly looks: number;
}

/**
 * The position at a time. A step of seconds ends at its due time, whenever the next look comes; a step of looks ends with
 * the look after its last one. The last step stays.
 */
export function positionAt(script: readonly ScriptStep[], position: Position, now: number): Position {
  const { seconds, looks } = script[position.step] ?? {};
  if (position.step >= script.length - 1) return position;
  const step = position.step + 1;
  const ends = position.began + (seconds ?? 0) * 1000;
  if (seconds !== undefined && now >= ends) return positionAt(script, { step, began: ends, looks: 0 }, now);
  if (looks !== undefined && position.looks >= looks)
    return positionAt(script, { step, began: now, looks: 0 }, now);
  return position;
}
