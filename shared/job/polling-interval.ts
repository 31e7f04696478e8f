const shortest = 1;
const longest = 300;
/** Where nobody tells the job's age. */
const unknownAge = 30;

/**
 * Seconds until a job is worth another look. When nobody knows how long a job takes, its chance to end soon falls in
 * proportion to its age; looks and delay then cost least together when each pause is the root of twice the age, a look
 * counting as a second of delay (J. B. Keller, Optimum Checking Schedules for Systems Subject to Random Failure, 1974).
 */
export function suggestedPause(age: number | undefined): number {
  if (age === undefined) return unknownAge;
  return Math.min(longest, Math.max(shortest, Math.sqrt(2 * age)));
}
