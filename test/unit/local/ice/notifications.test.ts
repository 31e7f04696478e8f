import { describe, expect, it, onTestFinished, vi } from "vitest";
import { createJobs, type Stored } from "../../../../local/ice/jobs.ts";
import { type IceNotification, sendNotifications } from "../../../../local/ice/notifications.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { testJob } from "../../../support/unit/operations.ts";

const notifications = { eventTypes: ["ThingDone"], idField: "ThingId" };
const operation: Operation = { ...testJob, notifications };
const running = "Busy";
const succeeded = "Done";
const start = Date.UTC(2025, 0, 2, 3, 4);

/** Jobs that are looked at while a test moves the time. */
function watched(of: Operation = operation) {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  let now = start;
  const jobs = createJobs(() => now);
  const sent: IceNotification[] = [];
  const stop = sendNotifications(
    [of],
    jobs,
    () => now,
    (notification) => sent.push(notification),
  );
  onTestFinished(stop);
  return {
    sent,
    stop,
    put: (id: string, script: Stored["script"]) =>
      jobs.put(of, id, { document: { State: succeeded }, statePath: "State", script }),
    look: (id: string) => jobs.get(of, id)?.look(),
    pass(seconds: number) {
      now += seconds * 1000;
      vi.advanceTimersByTime(1000);
    },
  };
}

describe("a notification", () => {
  it("is sent once, when the script's time has come to an end", () => {
    const { sent, put, pass } = watched();
    put("a", [{ state: running, seconds: 60 }, { state: succeeded }]);
    pass(59);
    expect(sent).toEqual([]);
    pass(1);
    pass(60);
    expect(sent).toEqual([
      {
        EventType: "ThingDone",
        UserId: expect.any(Number),
        EventTime: "2025-01-02T03:05:00Z",
        MessageBody: { ThingId: "a", Status: succeeded },
      },
    ]);
  });

  it("is sent when the script's looks are over, and watching is no look", () => {
    const { sent, put, look, pass } = watched();
    put("a", [{ state: running, looks: 1 }, { state: succeeded }]);
    pass(10);
    expect(sent).toEqual([]);
    look("a");
    pass(1);
    expect(sent).toHaveLength(1);
  });

  it("is sent again for a job that is put again", () => {
    const { sent, put, pass } = watched();
    for (const _ of [1, 2]) {
      put("a", [{ state: succeeded }]);
      pass(1);
    }
    expect(sent).toHaveLength(2);
  });

  it.each<[string, Operation, Stored["script"]]>([
    ["a job without a script", operation, []],
    ["a job that goes on", operation, [{ state: running }]],
    ["a state that ICE's documents don't name", operation, [{ state: "Nonsense" }]],
    ["an operation that ICE has no notifications for", testJob, [{ state: succeeded }]],
    [
      "an operation that names no event type",
      { ...testJob, notifications: { eventTypes: [], idField: "x" } },
      [{ state: succeeded }],
    ],
  ])("is not sent for %s", (_, of, script) => {
    const { sent, put, pass } = watched(of);
    put("a", script);
    pass(10);
    expect(sent).toEqual([]);
  });

  it("is not sent after the end", () => {
    const { sent, put, pass, stop } = watched();
    put("a", [{ state: succeeded }]);
    stop();
    pass(10);
    expect(sent).toEqual([]);
  });
});
