const shortest = 1;
const longest = 300;
/** Seconds, where the job's age is unknown. */
const unknownAge = 30;

/**
 * Seconds until a job is worth another poll. When nothing is known of a job's length, its chance to end soon falls in
 * proportion to its age. Polls and delay then cost least together when each pause is the root of twice the age, if a poll
 * counts as much as a second of delay (J. B. Keller, Optimum Checking Schedules for Systems Subject to Random Failure, 1974).
 * @param age seconds since the job was created; undefined where ICE doesn't tell
 */
export function pollingInterval(age: number | undefined): number {
  if (age === undefined) return unknownAge;
  return Math.min(longest, Math.max(shortest, Math.sqrt(2 * age)));
}
