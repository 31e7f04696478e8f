import type { Phase } from "../../shared/operation.ts";

/** How a job stands, for people: its phase, or `partial` where it succeeded in part. */
export type Standing = Phase | "partial";

/** The standing of a job. */
export const standingOf = (phase: Phase, partial = false): Standing =>
  phase === "succeeded" && partial ? "partial" : phase;
