import { describe, expect, it } from "vitest";
import { logText } from "../../../../cli/lib/log-text.ts";
import { operation } from "../../../../functions/get-media-convert-job/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import { terminal } from "../../../support/unit/cli.ts";
import { invoke } from "../../../support/unit/invoke.ts";

const job = { JobId: "my-job", State: "Success" };

/** What people see of the handler's own log line, the time aside. */
async function shown(invocation: Partial<Parameters<typeof invoke>[0]>): Promise<string> {
  const { lines } = await invoke({
    operation,
    parameters: { JobId: "my-job" },
    respond: () => ({ RequestId: "R", Job: job }),
    ...invocation,
  });
  return logText("get-media-convert-job", lines.join("").trim(), terminal).replace(
    /^\d\d:\d\d:\d\d/,
    "hh:mm:ss",
  );
}

describe("a log line for people", () => {
  it("says what was asked, by whom, and how it ended", async () => {
    expect(await shown({})).toBe(
      "hh:mm:ss  ● succeeded   GetMediaConvertJob  direct  0 ms, 1 attempt  my-job",
    );
  });

  it("names the error, and ICE's code", async () => {
    const error = new ProblemError("Throttled", { upstream: { code: "Throttling.User" } });
    expect(await shown({ respond: () => Promise.reject(error) })).toMatch(
      /^hh:mm:ss {2}✕ failed {6}GetMediaConvertJob {2}direct {2}\d+ ms, 3 attempts {2}Throttled Throttling.User {2}my-job$/,
    );
  });

  it("has a line of its own for each thing to look at", async () => {
    const parameters = { JobId: "my-job", jobid: "x" };
    expect((await shown({ parameters })).split("\n")).toEqual([
      expect.stringContaining("UnknownParameter"),
      "          jobid is not known; did you mean JobId?",
    ]);
    const respond = () => ({ RequestId: "R", Job: { ...job, State: "Teleporting" } });
    expect((await shown({ respond })).split("\n")).toEqual([
      expect.stringContaining("? unknown"),
      "          drift: Job.State unknown word",
    ]);
  });

  it("leaves every other line as it is, but for what would move the cursor", () => {
    expect(logText("f", "started \u001b[2J", terminal)).toBe("f  started \\u001b[2J");
    expect(logText("f", '{"a":1}', terminal)).toBe('f  {"a":1}');
  });
});
