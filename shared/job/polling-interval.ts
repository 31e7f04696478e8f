/** Seconds, of any interval. */
const shortest = 1;
const longest = 300;
/** Seconds, where the job's age is unknown. */
const unknownAge = 30;

/** A usual length lets an interval grow to this much of what it would be without it, and shrink to this much. */
const mostStretch = 3;
const mostShrink = 1 / 2;
/** How long before and after its usual length, as shares of it, a job is likely to end soon. */
const earlyShare = 1 / 20;
const lateShare = 1 / 2;

/**
 * Seconds until a job is worth another poll.
 *
 * When nothing is known of a job's length, its chance to end soon falls in proportion to its age. Polls and delay then
 * cost least together when each pause is the root of twice the age, if a poll counts as much as a second of delay
 * (J. B. Keller, Optimum Checking Schedules for Systems Subject to Random Failure, 1974).
 *
 * Where such a job's usual length is known, its end is likely from a twentieth before that until half as long again: then
 * the interval is half of the root. The interval before leads there, and is at most three times the root; the one
 * afterwards is the root, as without a usual length.
 * @param age seconds since the job was created; undefined where it is not known
 * @param usual seconds that such a job usually takes
 * @param most seconds of the root, at most
 * @example pollingInterval(200) // 20
 * @example pollingInterval(200, 600) // 60: three times as long, for the end is far
 */
export function pollingInterval(age: number | undefined, usual?: number, most = longest): number {
  if (age === undefined) return usual === undefined ? unknownAge : within(usual, shortest, unknownAge);
  const root = within(Math.sqrt(2 * age), shortest, most);
  if (usual === undefined || age >= usual * (1 + lateShare)) return root;
  return within(
    usual * (1 - earlyShare) - age,
    Math.max(shortest, root * mostShrink),
    Math.min(longest, root * mostStretch),
  );
}

function within(value: number, least: number, most: number): number {
  return Math.min(most, Math.max(least, value));
}
