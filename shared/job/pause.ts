/** The share of a job's age that passes before the next look: a change is seen late by so much at most. */
const share = 0.1;
const shortest = 1;
const longest = 300;
/** Where nobody tells the job's age. */
const unknownAge = 30;

/**
 * Seconds until a job is worth another look: in proportion to its age, so that the number of looks grows with the
 * logarithm of the job's length and the delay with the length itself.
 */
export function suggestedPause(age: number | undefined): number {
  return age === undefined ? unknownAge : Math.min(longest, Math.max(shortest, age * share));
}
