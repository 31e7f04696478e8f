import { describe, expect, it, onTestFinished, test } from "vitest";
import { startBuilt } from "../support/cloud/built-function.ts";
import { makeCgroup, whyNoCgroup } from "../support/cloud/cgroup.ts";
import { credentials } from "../support/unit/context.ts";
import { httpTriggerEvent, timerEvent } from "../support/unit/events.ts";
import { rawUpstream, send } from "../support/wire/raw-upstream.ts";

// The built functions where the kernel gives them no more memory and CPU than Function Compute does.

const reason =
  whyNoCgroup() ??
  (process.versions.node.startsWith("20.")
    ? undefined
    : "what an answer may take is measured with the platform's Node.js 20");
if (reason) console.warn(`Skipped, the functions' memory and CPU: ${reason}`);

const convert = "get-media-convert-job";
const list = "list-batch-media-producing-jobs";

/**
 * An instance that the kernel kills beyond its memory, and the host at its timeout.
 * @param cpu as many CPUs as the kernel gives it, and no more memory than it has; without a number the kernel sets no bounds
 */
async function start(
  functionName: string,
  text: () => string,
  { memory, cpu }: { memory: number; cpu?: number },
  timeout: number,
) {
  const { endpoint } = await rawUpstream((response) => send(response, text()));
  const group = cpu === undefined ? undefined : makeCgroup({ memory, cpu });
  const built = startBuilt(functionName, {
    credentials,
    environment: {
      ICE_ENDPOINT: endpoint,
      ICE_TIMEOUT_MS: "60000",
      ...(group && { NODE_OPTIONS: group.nodeOptions }),
    },
    props: { memorySize: memory, timeout },
  });
  onTestFinished(async () => {
    await built.close();
    await expect.poll(() => group?.remove(), { timeout: 5_000 }).toBeUndefined();
  });
  return async (event: unknown) => {
    const { text, error, lines } = await built.invoke(event);
    if (error === "UnhandledInvocationError") throw new Error(text);
    expect(built.alive).toBe(true);
    expect(lines).toHaveLength(1);
    const log = JSON.parse(lines[0] as string);
    if (error) expect(JSON.parse(JSON.parse(text).errorMessage).code).toBe(log.code);
    return { log, text };
  };
}

const names = (count: number) =>
  Array.from({ length: count }, (_, index) => `"k${index.toString(36)}":1`).join();
/** A page of a list with one job. @param count of the job's members */
const page = (count: number) => {
  const members = Array.from({ length: count }, (_, index) => `"k${index}":{"a":[1]}`).join();
  return `{"RequestId":"R","EditingBatchJobList":[{"JobId":"a",${members}}],"NextToken":"t"}`;
};
const job = (members: string) => `{"RequestId":"R","Job":{"JobId":"1","State":"Success"},${members}}`;

describe.skipIf(reason)("the memory of a function", () => {
  // Nearly as much as is taken of each, and more than is.
  it.each<[string, number, number, (bytes: number) => string]>([
    ["one long string", 10_500_000, 11_500_000, (bytes) => `"X":"${"x".repeat(bytes)}"`],
    ["empty objects", 3_900_000, 10_400_000, (bytes) => `"X":[${"{},".repeat(bytes / 3)}{}]`],
    [
      "arrays in arrays",
      3_000_000,
      10_400_000,
      (bytes) => `"X":${"[".repeat(bytes / 2)}${"]".repeat(bytes / 2)}`,
    ],
    ["short names", 5_200_000, 10_400_000, (bytes) => `"X":{${names(bytes / 9)}}`],
    ["JSON in a string", 3_800_000, 10_400_000, (bytes) => `"X":"[${"{},".repeat(bytes / 3)}{}]"`],
  ])(
    "suffices for an answer of %s",
    async (_, taken, refused, members) => {
      let size = taken;
      const ask = await start(convert, () => job(members(size)), { memory: 256, cpu: 1 }, 60);
      const { log } = await ask({ JobId: "1", view: "decoded" });
      expect([undefined, "nesting"]).toContain(log.cause);
      size = refused;
      expect((await ask({ JobId: "1" })).log).toMatchObject({ code: "UpstreamUnusable", attempts: 1 });
    },
    60_000,
  );
});

describe.skipIf(reason)("half a CPU", () => {
  it.each([80_000, 300_000])(
    "answers in time or begins nothing that would be late: %i names",
    async (count) => {
      const text = page(count);
      const ask = await start(list, () => text, { memory: 512, cpu: 0.5 }, 3);
      for (const parameters of [{ pages: "all", view: "decoded" }, {}])
        for (const event of [parameters, httpTriggerEvent({ query: parameters }), timerEvent(parameters)])
          expect([undefined, "DeadlineExceeded"]).toContain((await ask(event)).log.code);
    },
    60_000,
  );
});

test("four functions at once answer before their timeout, or do not begin what would be late", async () => {
  const text = page(300_000);
  // Twice as many as the cores of a small machine.
  const starting = Array.from({ length: 4 }, () => start(list, () => text, { memory: 512 }, 6));
  const four = await Promise.all(starting);
  for (const parameters of [{ pages: "all", view: "decoded" }, { view: "decoded" }])
    for (const { log, text } of await Promise.all(four.map((ask) => ask(parameters)))) {
      expect([undefined, "DeadlineExceeded"]).toContain(log.code);
      if (parameters.pages && !log.code)
        expect(JSON.parse(text).stopped.reason).toMatch(/deadline|limit|repeatedToken/);
    }
});
