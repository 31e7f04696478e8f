import { expect, test } from "vitest";
import type { FunctionConfig } from "../../../../local/fc/manifest.ts";
import type { Services } from "../../../../local/fc/services.ts";
import { nextTime, runTimers } from "../../../../local/fc/timers.ts";

const timer = (triggerName: string, triggerConfig: object) => ({
  triggerName,
  triggerType: "timer",
  triggerConfig,
});

test.each([
  ["@every 5m", "2024-01-01T00:00:30Z", "2024-01-01T00:05:30Z"],
  ["@every 2h", "2024-01-01T00:00:00Z", "2024-01-01T02:00:00Z"],
  ["0 */15 * * * *", "2024-01-01T00:00:00Z", "2024-01-01T00:15:00Z"],
  ["0 0 4 1 * *", "2024-01-15T00:00:00Z", "2024-02-01T04:00:00Z"],
  ["CRON_TZ=Asia/Shanghai 0 0 4 1 * *", "2024-01-15T00:00:00Z", "2024-01-31T20:00:00Z"],
  ["CRON_TZ=America/New_York 0 0 9 * * *", "2024-03-09T15:00:00Z", "2024-03-10T13:00:00Z"],
])("%s after %s comes at %s", (expression, after, next) => {
  expect(nextTime(expression, new Date(after)).toISOString()).toBe(next.replace("Z", ".000Z"));
});

test.each([
  "@every 0m",
  "@every 30s",
  "@daily",
  "@every 5 minutes",
  "*/15 * * * *",
  "CRON_TZ=No/Where 0 0 4 1 * *",
  "0 0 0 30 2 *",
  "",
])("the expression '%s' is refused by name", (expression) => {
  expect(() => nextTime(expression, new Date(0))).toThrow(`"${expression}"`);
});

test("the timers that are on run at their times, those that are off do not", async () => {
  const triggers = [
    timer("often", { cronExpression: "@every 20m", enable: true, payload: "p" }),
    timer("hourly", { cronExpression: "CRON_TZ=Asia/Kolkata 0 0 * * * *", enable: true, payload: "" }),
    timer("off", { cronExpression: "@every 1m", enable: false, payload: "" }),
  ];
  const events: string[] = [];
  const submit = (name: string, event: Buffer) => events.push(`${name} ${event}`);
  const clock = steppedClock(Date.parse("2024-01-01T00:00:00Z"));
  const configs = [{ name: "fn", triggers }] as unknown as FunctionConfig[];
  const stop = runTimers(configs, { asynchronous: { submit } } as unknown as Services, clock);
  await clock.advance(45 * 60_000);
  stop();
  await clock.advance(60 * 60_000);
  const event = (triggerTime: string, triggerName: string, payload: string) =>
    `fn ${JSON.stringify({ triggerTime, triggerName, payload })}`;
  expect(events).toEqual([
    event("2024-01-01T00:20:00Z", "often", "p"),
    event("2024-01-01T00:30:00Z", "hourly", ""),
    event("2024-01-01T00:40:00Z", "often", "p"),
  ]);
});

/** A clock that stands still until it is told to go on, and then wakes each sleeper at its time. */
function steppedClock(start: number) {
  let now = start;
  let sleepers: { until: number; wake: () => void }[] = [];
  return {
    wall: () => now,
    monotonic: () => now,
    sleep: (milliseconds: number) =>
      new Promise<void>((wake) => sleepers.push({ until: now + milliseconds, wake })),
    async advance(milliseconds: number) {
      const end = now + milliseconds;
      for (;;) {
        const next = Math.min(...sleepers.map(({ until }) => until));
        if (next > end) break;
        now = next;
        const due = sleepers.filter(({ until }) => until <= now);
        sleepers = sleepers.filter(({ until }) => until > now);
        for (const { wake } of due) wake();
        await new Promise((resolve) => setImmediate(resolve));
      }
      now = end;
    },
  };
}
