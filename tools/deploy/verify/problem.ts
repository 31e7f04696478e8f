/** What is wrong in a manifest. */
export interface Problem {
  /** The line in the file, counted from 1. */
  readonly line: number;
  /** What is wrong: one sentence. It never quotes a credential. */
  readonly message: string;
  /** What to write instead, or to do: no full stop. */
  readonly advice: string;
}

/** Where a value stands in a manifest: the keys and indexes on the way to it. */
export type Path = readonly (string | number)[];

/** Something wrong with the value at a path. */
export interface Finding extends Omit<Problem, "line"> {
  readonly path: Path;
}
