import { describe, expect, it } from "vitest";
import type { InvocationRecord, RequestRecord } from "../../../../local/console/record.ts";
import { captionOf, totalsOf } from "../../../../local/console/web/summary.ts";
import { callerText } from "../../../../local/console/web/text.ts";
import { waterfallOf } from "../../../../local/console/web/waterfall.ts";

const poll = (number: number, began: number, more: Partial<RequestRecord> = {}): RequestRecord => ({
  number,
  operation: "Op",
  parameters: {},
  began,
  ended: began + 5,
  status: 200,
  state: "Running",
  phase: "running",
  ...more,
});

function invocation(
  requests: readonly RequestRecord[],
  more: Partial<InvocationRecord> = {},
): InvocationRecord {
  const retries = requests.slice(0, -1).filter(({ status }) => status !== 200).length;
  return {
    id: "1",
    version: 1,
    operation: "Op",
    functionName: "op",
    caller: "direct",
    ids: [],
    idCount: 0,
    accepted: 1000,
    assigned: 1010,
    ready: 1100,
    ended: 30_000,
    cold: true,
    retryCount: 0,
    asynchronous: false,
    limit: { of: "timeout", ms: 60_000 },
    outcome: "answered",
    phase: "succeeded",
    requests,
    requestCount: requests.length,
    retries,
    ...more,
  };
}

const labels = (record: InvocationRecord) => waterfallOf(record, 30_000).rows.map(({ label }) => label);

describe("waterfallOf", () => {
  const throttled = {
    status: 429,
    code: "Throttling.User",
    state: undefined,
    phase: undefined,
    fault: "throttled",
  };
  const demo = invocation([
    poll(1, 1200, throttled as unknown as Partial<RequestRecord>),
    poll(2, 2200, { state: "Inited", phase: "pending" }),
    poll(3, 5000),
    poll(4, 9000, { state: "Success", phase: "succeeded" }),
  ]);

  it("has a row for the start, the job's state, each request and the end", () => {
    expect(labels(demo)).toEqual([
      "Waiting for an instance",
      "Cold start",
      "The job’s state",
      "Poll 1",
      "Retry of poll 1",
      "Poll 2",
      "Poll 3",
      "Answer",
    ]);
  });

  it("keeps every bar on its track, in the order of time", () => {
    const { rows } = waterfallOf(demo, 30_000);
    const starts = rows.filter(({ key }) => key !== "state").map(({ bars }) => bars.at(-1)?.from ?? 0);
    expect(starts).toEqual([...starts].sort((a, b) => a - b));
    for (const { from, width } of rows.flatMap(({ bars }) => bars)) {
      expect(from).toBeGreaterThanOrEqual(0);
      expect(from + width).toBeLessThanOrEqual(101);
    }
  });

  it("folds twenty polls of one state into one row, and nineteen not", () => {
    const many = (count: number) =>
      invocation(Array.from({ length: count }, (_, index) => poll(index, 2000 + index * 1000)));
    expect(labels(many(20))).toContain("20 polls");
    expect(labels(many(19)).filter((label) => label.startsWith("Poll"))).toHaveLength(19);
  });

  it("has no cold start on a warm instance", () => {
    expect(labels({ ...demo, cold: false })).not.toContain("Cold start");
  });

  it("shows what ends it as a line where that is near", () => {
    const limited = (ms: number): InvocationRecord => ({ ...demo, limit: { of: "timeout", ms } });
    expect(waterfallOf(limited(600_000), 30_000).deadline).toBeUndefined();
    expect(waterfallOf(limited(31_000), 30_000).deadline).toBeGreaterThan(90);
  });
});

describe("captionOf", () => {
  const failed = { status: 0, state: undefined } as unknown as Partial<RequestRecord>;

  it("tells what ICE did and what the function did", () => {
    const broken = [poll(1, 1, failed), poll(2, 100, failed), poll(3, 200)];
    expect(captionOf(invocation(broken))).toBe("ICE broke off twice; the function retried");
    expect(captionOf(invocation([poll(1, 1)]))).toBe("");
    expect(
      captionOf(
        invocation([poll(1, 1, { ...failed, status: 500, code: "InternalError" })], {
          outcome: "failed",
          code: "UpstreamUnavailable",
        }),
      ),
    ).toBe("ICE answered InternalError once; the function answered UpstreamUnavailable");
  });
});

it("says who called, and whether it was answered before the function ran", () => {
  expect(callerText({ caller: "apigateway" })).toBe("gateway");
  expect(callerText({ caller: "notification", asynchronous: true })).toBe("notification, asynchronous");
});

it("counts polls and retries", () => {
  const broken = { status: 0, state: undefined } as unknown as Partial<RequestRecord>;
  expect(totalsOf(invocation([poll(1, 1, broken), poll(2, 100), poll(3, 200)]), 0)).toEqual([
    "2 polls",
    "1 retry",
    "29.0 s",
  ]);
  expect(totalsOf(invocation([poll(1, 1)], { ended: 1020 }), 0)).toEqual(["1 call", "20 ms"]);
});
