import type { InvocationRecord } from "../record.ts";
import { count, durationText } from "./text.ts";

const times = (number: number) => (number === 1 ? "once" : number === 2 ? "twice" : `${number} times`);

/** What happened, in a sentence; "" where nothing special did. */
export function captionOf({ requests, outcome, code, ended }: InvocationRecord): string {
  const failures = new Map<string, number>();
  for (const { ended, status, code = "" } of requests)
    if (ended !== undefined && status !== 200) {
      const what = /throttl|frequent/i.test(code)
        ? "throttled"
        : code
          ? `answered ${code}`
          : status
            ? `answered ${status}`
            : "broke off";
      failures.set(what, (failures.get(what) ?? 0) + 1);
    }
  if (failures.size === 0) return "";
  const what = [...failures].map(([word, number]) => `${word} ${times(number)}`).join(" and ");
  const then =
    outcome === "failed"
      ? `the function answered ${code}`
      : ended === undefined && requests.at(-1)?.status !== 200 && requests.at(-1)?.ended !== undefined
        ? "the function will retry"
        : "the function retried";
  return `ICE ${what}; ${then}`;
}

/** Polls, retries and the time of an invocation. @param now of this machine; without it, no time while it is under way */
export function totalsOf(record: InvocationRecord, now?: number): string[] {
  const { requestCount, requests, retries, attempts, ended, accepted } = record;
  const calls = requestCount - retries;
  const until = ended ?? now;
  return [
    ...(requestCount > 0
      ? [count(calls, calls > 1 && requests.some(({ state }) => state) ? "poll" : "call")]
      : attempts
        ? [count(attempts, "attempt")]
        : []),
    ...(retries > 0 ? [count(retries, "retry", "retries")] : []),
    ...(until === undefined ? [] : [durationText(Math.max(until - accepted, 0))]),
  ];
}
