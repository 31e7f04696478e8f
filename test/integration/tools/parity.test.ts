import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInvoke } from "../../../client/invoke.ts";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import { localKey } from "../../../shared/runtime/local-key.ts";
import { assumptions } from "../../../tools/parity/assumptions.ts";
import { checkAssumptions, type RunOptions } from "../../../tools/parity/run.ts";
import { startChangingProxy } from "../../support/wire/changing-proxy.ts";
import { plantedDifferences } from "../../support/wire/planted-differences.ts";

let cloud: Cloud;
beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
});
afterAll(() => cloud.close());

const checkable = assumptions.filter(({ check }) => check?.way === "invocations" || check?.way === "trigger");

/** The ways to functions at a URL. */
function waysTo(endpoint: string): RunOptions {
  const target = { accountId: "local", region: "cn-local", credentials: localKey, endpoint };
  return {
    ways: {
      functions: createInvoke(target),
      invocations: { endpoint, key: localKey },
      trigger: { endpoint: `${endpoint}/http-triggers/get-media-convert-job/`, key: localKey },
    },
  };
}

describe("assumptions about Function Compute", () => {
  it("hold for the local one, also behind the proxy that plants differences", async () => {
    const url = await startChangingProxy(cloud.url, () => undefined);
    const results = await checkAssumptions(checkable, waysTo(url));
    expect(results.filter(({ finding }) => finding.verdict !== "holds")).toEqual([]);
  });

  it.each(checkable)("$id: a difference is reported", async (assumption) => {
    const change = plantedDifferences[assumption.id] ?? (() => undefined);
    const url = await startChangingProxy(cloud.url, change);
    const [result] = await checkAssumptions([assumption], waysTo(url));
    expect(result?.finding).toMatchObject({ verdict: "differs", detail: expect.stringMatching(/\.$/) });
  });

  it("need no right to invoke other functions", async () => {
    const url = await startChangingProxy(cloud.url, ({ url }) =>
      url.includes("-no-such/") ? { status: 403 } : undefined,
    );
    const [result] = await checkAssumptions(
      checkable.filter(({ id }) => id === "fc-unknown-function"),
      waysTo(url),
    );
    expect(result?.finding).toEqual({
      verdict: "not checked",
      detail: "Needs the permission fc:InvokeFunction for all functions.",
    });
  });
});
