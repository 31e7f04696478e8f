/** What one poll saw of a job's progress. */
export interface ProgressSeen {
  /** Seconds, on any clock that only goes forward. */
  readonly at: number;
  /** Percent; undefined where ICE gives none. */
  readonly percent: number | undefined;
}

/** Two predictions of a job's length agree if they differ by this share of it at most. */
const agreement = 0.15;
/** Percent. A job's speed is taken over so much of its way: ICE gives whole percents, which say little over less. */
const leastWay = 3;
/** Percent. ICE rounds down: a job has gone about so much further. Of 0.4 to 0.7 it served jobs of all lengths best. */
const roundedOff = 0.6;

/**
 * Predicts a job's end from its progress. A prediction counts only when the one before it agrees and the newest poll has
 * seen the job move: progress in steps, or stuck at 99 %, would mislead.
 * @param polls in order, the newest last
 * @returns seconds from the newest poll to the end; undefined where nothing can be said
 */
export function secondsLeft(polls: readonly ProgressSeen[]): number | undefined {
  const [start, newest] = [polls[0], polls.at(-1)];
  const end = predictedEnd(polls);
  const before = predictedEnd(polls.slice(0, -1));
  if (!start || !newest || end === undefined || before === undefined) return undefined;
  if (Math.abs(end - before) > agreement * (end - start.at)) return undefined;
  return newest.percent === polls.at(-2)?.percent ? undefined : Math.max(0, end - newest.at);
}

/** When a job ends that goes on as fast as it went of late; undefined where it has not gone far enough to tell. */
function predictedEnd(polls: readonly ProgressSeen[]): number | undefined {
  const newest = polls.at(-1);
  if (newest?.percent === undefined) return undefined;
  const { at, percent } = newest;
  const earlier = polls.findLast((each) => each.percent !== undefined && percent - each.percent >= leastWay);
  if (earlier?.percent === undefined) return undefined;
  const secondsPerPercent = (at - earlier.at) / (percent - earlier.percent);
  return at + Math.max(0, 100 - percent - roundedOff) * secondsPerPercent;
}
