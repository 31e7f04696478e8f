import { describe, expect, test, vi } from "vitest";
import { operation as batch } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { handler } from "../../../../functions/get-media-convert-job/index.ts";
import { operation } from "../../../../functions/get-media-convert-job/operation.ts";
import { operation as listing } from "../../../../functions/list-batch-media-producing-jobs/operation.ts";
import packageJson from "../../../../package.json" with { type: "json" };
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { scriptedClock } from "../../../support/unit/clock.ts";
import { contextOf } from "../../../support/unit/context.ts";
import { bytesOf, httpTriggerEvent } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";
import { inTurn } from "../../../support/unit/upstream.ts";

const job = { RequestId: "Upstream-1", Job: { JobId: "1", State: "Success" } };
const failing = (error: ProblemError) => ({ operation, parameters: { JobId: "1" }, respond: inTurn(error) });

describe("the log", () => {
  test("has one line an invocation, with what it came to", async () => {
    const clock = scriptedClock(Date.parse("2025-01-02T03:04:05.678Z"));
    clock.pass(3_600_000);
    const event = httpTriggerEvent({
      query: { JobId: "1", view: "decoded" },
      headers: { "X-Request-Id": "mine-1" },
    });
    const { lines, http } = await invoke({
      operation,
      event,
      clock,
      respond: (_, index) => {
        clock.pass(120);
        if (index === 0) throw new ProblemError("UpstreamUnavailable");
        return job;
      },
    });
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^\{.*\}\n$/);
    expect(JSON.parse(lines[0] as string)).toEqual({
      time: "2025-01-02T04:04:05.678Z",
      level: "info",
      requestId: "1-675f2a1b-0001",
      callerRequestId: "mine-1",
      upstreamRequestId: "Upstream-1",
      operation: "GetMediaConvertJob",
      version: packageJson.version,
      caller: "http",
      outcome: "answered",
      phase: "succeeded",
      ids: { count: 1, first: ["1"] },
      parameters: ["view"],
      calls: 1,
      attempts: 2,
      upstreamMs: 240,
      // With the pause between them: half of 200 ms.
      totalMs: 340,
      bytes: Buffer.byteLength(http.body),
    });
  });

  test("counts the bytes of an answer, not its characters, and none of an error", async () => {
    const { lines, body } = await invoke({
      operation,
      parameters: { JobId: "1" },
      respond: () => ({ Job: { JobId: "1", State: "Success", Title: "标题 🎬" } }),
    });
    const text = JSON.stringify(body);
    expect(JSON.parse(lines[0] as string).bytes).toBe(Buffer.byteLength(text));
    expect(Buffer.byteLength(text)).toBeGreaterThan(text.length);
    const failed = await invoke(failing(new ProblemError("Throttled")));
    expect(JSON.parse(failed.lines[0] as string)).not.toHaveProperty("bytes");
  });

  test("has names of parameters, never their values", async () => {
    const parameters = {
      NextToken: "c2VjcmV0",
      JobType: "Hidden",
      StartTime: "2024-11-12T13:14:15Z",
      pages: 7,
    };
    const { lines, log } = await invoke({ operation: listing, parameters, respond: () => ({}) });
    expect(log.parameters).toEqual(["NextToken", "JobType", "StartTime", "pages"]);
    expect(log).not.toHaveProperty("ids");
    for (const value of ["c2VjcmV0", "Hidden", "2024-11-12"]) expect(lines[0]).not.toContain(value);
  });

  test("has the first ten of many IDs", async () => {
    const MediaIds = Array.from({ length: 12 }, (_, index) => `id-${index}`);
    const { log } = await invoke({ operation: batch, parameters: { MediaIds }, respond: () => ({}) });
    expect(log.ids).toEqual({ count: 12, first: MediaIds.slice(0, 10) });
  });

  test("tells an answer's differences by path and kind, without values", async () => {
    const respond = () => ({ ...job, Job: { ...job.Job, State: "Paused", Percent: "secret" } });
    const { lines, log, body } = await invoke({ operation, parameters: { JobId: "2" }, respond });
    expect(body.Job.Percent).toBe("secret");
    expect(log).toMatchObject({ level: "warn", outcome: "answered", phase: "unknown" });
    expect(log.drift).toEqual([
      { path: "Job.State", kind: "unknown word" },
      { path: "Job.JobId", kind: "not the ID asked for" },
      { path: "Job.Percent", kind: "is string" },
    ]);
    expect(lines[0]).not.toContain("secret");
  });

  test("tells the differences of an answer that ends in an error, too", async () => {
    const { log } = await invoke({ operation, parameters: { JobId: "1" }, respond: () => ({ Jobs: {} }) });
    expect(log).toMatchObject({ code: "NotFound", drift: [{ path: "Jobs", kind: "unknown field" }] });
  });

  test.each([
    ["NotFound", "warn"],
    ["Throttled", "warn"],
    ["UpstreamAccessDenied", "error"],
    ["UpstreamUnavailable", "error"],
  ] as const)("%s is logged as %s", async (code, level) => {
    const problem = new ProblemError(code, {
      upstream: { code: "Upstream.Code", requestId: "U-1" },
      cause: "status 418",
    });
    const { log } = await invoke(failing(problem));
    expect(log).toMatchObject({
      level,
      outcome: "failed",
      code,
      upstreamCode: "Upstream.Code",
      upstreamRequestId: "U-1",
      cause: "status 418",
    });
    expect(log).not.toHaveProperty("phase");
  });

  test.each([
    ["info", [1, 1, 1]],
    ["warn", [0, 1, 1]],
    ["error", [0, 0, 1]],
  ])("at level %s", async (LOG_LEVEL, counts) => {
    const variables = { LOG_LEVEL };
    const invocations = await Promise.all([
      invoke({ operation, parameters: { JobId: "1" }, respond: () => job, variables }),
      invoke({ ...failing(new ProblemError("NotFound")), variables }),
      invoke({ ...failing(new ProblemError("UpstreamAccessDenied")), variables }),
    ]);
    expect(invocations.map((each) => each.lines.length)).toEqual(counts);
  });

  test("never has the function's credentials, even where something echoes them", async () => {
    const { accessKeyId, securityToken } = contextOf().credentials as Record<string, string>;
    const echo = encodeURIComponent(securityToken as string);
    const problem = new ProblemError("UpstreamUnavailable", {
      cause: `${accessKeyId} ${securityToken} ${echo}`,
    });
    expect((await invoke(failing(problem))).log.cause).toBe("*** *** ***");
  });

  test("goes straight to standard output", async () => {
    const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
    try {
      await expect(handler(bytesOf({}), contextOf())).rejects.toThrow();
      const lines = write.mock.calls.map(([line]) => String(line)).filter((line) => line.startsWith("{"));
      expect(lines.map((line) => JSON.parse(line).code)).toEqual(["MissingParameter"]);
    } finally {
      write.mockRestore();
    }
  });

  test("has no line over 32 KB, the longest that Function Compute keeps whole", async () => {
    const MediaIds = Array.from({ length: 1000 }, (_, index) => String(index).padStart(128, "x"));
    const around = (inner: unknown) => ({ ["n".repeat(40)]: inner });
    const deep = Array.from({ length: 60 }).reduce(around, 2 ** 60);
    const strange = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`strange${index}`, deep]));
    const { lines } = await invoke({
      operation: batch,
      event: httpTriggerEvent({
        method: "POST",
        headers: { "x-request-id": "i".repeat(128) },
        body: JSON.stringify({ MediaIds, view: "decoded", fields: "RequestId" }),
      }),
      respond: () => ({ RequestId: "r".repeat(64), strange }),
    });
    expect(JSON.parse(lines[0] as string).drift).toHaveLength(20);
    expect(Buffer.byteLength(lines[0] as string)).toBeLessThan(32_000);
  });
});

describe("an answer too large for CloudFlow", () => {
  const sized = (bytes: number, letter: string) => {
    const rest = JSON.stringify({
      Job: { JobId: "1", State: "Success", UserData: "" },
      lifecycle: { phase: "succeeded", state: "Success", done: true, partial: false },
    });
    return {
      Job: {
        JobId: "1",
        State: "Success",
        UserData: letter.repeat((bytes - rest.length) / Buffer.byteLength(letter)),
      },
    };
  };
  const limit = 64 * 1024;
  const run = (bytes: number, kind: "direct" | "http" | "timer" = "direct", letter = "x") =>
    invoke({ operation, kind, parameters: { JobId: "1" }, respond: () => sized(bytes, letter) });

  test("is logged with advice, and answered", async () => {
    const { body, log } = await run(limit + 1);
    expect(JSON.stringify(body)).toHaveLength(limit + 1);
    expect(log).toMatchObject({ level: "warn", outcome: "answered" });
    expect(log.advice).toMatch(/64 KiB.*fields/);
  });

  test("that its caller can't take is logged with advice, too", async () => {
    const timerLimit = 112 * 1024;
    expect((await run(timerLimit + 1, "timer")).log.advice).toMatch(/caller.*fields/);
    expect((await run(timerLimit, "timer")).log).not.toHaveProperty("advice");
  });

  test("is measured in bytes", async () => {
    expect((await run(limit + 30, "direct", "媒")).log.advice).toBeDefined();
  });

  test("is not one of 64 KiB, nor another caller's", async () => {
    for (const { log } of [await run(limit), await run(limit + 1, "http"), await run(limit + 1, "timer")]) {
      expect(log).not.toHaveProperty("advice");
      expect(log.level).toBe("info");
    }
  });
});
