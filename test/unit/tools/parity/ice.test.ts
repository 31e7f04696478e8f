import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createInProcessInvoke } from "../../../../cli/lib/in-process.ts";
import { operations } from "../../../../functions/index.ts";
import { exampleParameters } from "../../../../functions/samples.ts";
import { createRoleSessions } from "../../../../local/fc/role-sessions.ts";
import { type LocalIce, startIce } from "../../../../local/ice/server.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { assumptions } from "../../../../tools/parity/assumptions.ts";
import { checkAssumptions, type RunOptions } from "../../../../tools/parity/run.ts";
import type { Way } from "../../../../tools/parity/ways.ts";
import { secretsIn } from "../../../support/unit/secrets.ts";
import { startChangingProxy } from "../../../support/wire/changing-proxy.ts";
import { plantedDifferences } from "../../../support/wire/planted-differences.ts";
import { unusedUrl } from "../../../support/wire/unused-url.ts";

let ice: LocalIce;
beforeAll(async () => {
  ice = await startIce({ operations });
});
afterAll(() => ice.close());

const ids = Object.fromEntries(
  (operations as readonly Operation[])
    .filter(({ kind }) => kind !== "list")
    .map((operation) => [operation.name, Object.values(exampleParameters(operation))[0] ?? ""]),
);

const role = "acs:ram::1000000000000001:role/reader";

/** The ways of `--on ice`, with ICE and STS at a URL. */
async function iceWays(endpoint: string): Promise<RunOptions> {
  const { source } = createRoleSessions(ice.url, ice.user, Date.now);
  const key = await source(role);
  const functions = createInProcessInvoke({
    region: "cn-shanghai",
    credentials: async () => key,
    environment: { ICE_ENDPOINT: endpoint },
    write: () => {},
  });
  return { ids, ways: { functions, ice: { endpoint, key }, sts: { endpoint, key } } };
}

const checkable = (...ways: Way[]) => assumptions.filter(({ check }) => check && ways.includes(check.way));

describe("assumptions", () => {
  it("have IDs of their own, and are relied on in files that exist", () => {
    const root = new URL("../../../../", import.meta.url);
    expect(new Set(assumptions.map(({ id }) => id)).size).toBe(assumptions.length);
    for (const { id, reliedOnIn } of assumptions) {
      expect(reliedOnIn, id).not.toEqual([]);
      expect(
        reliedOnIn.filter((path) => !existsSync(new URL(path, root))),
        id,
      ).toEqual([]);
    }
  });

  it("that can be checked have a planted difference each", () => {
    const ids = assumptions.filter(({ check }) => check).map(({ id }) => id);
    expect(Object.keys(plantedDifferences).sort()).toEqual(ids.sort());
  });
});

describe("assumptions about ICE and STS", () => {
  it("hold for the local ICE, also behind the proxy that plants differences", async () => {
    const url = await startChangingProxy(ice.url, () => undefined);
    const results = await checkAssumptions(checkable("functions", "ice", "sts"), await iceWays(url));
    expect(results.filter(({ finding }) => finding.verdict !== "holds")).toEqual([]);
    expect(results.filter(({ exchanges }) => exchanges.length === 0)).toEqual([]);
  });

  it.each(checkable("functions", "ice", "sts"))("$id: a difference is reported", async (assumption) => {
    const change = plantedDifferences[assumption.id] ?? (() => undefined);
    const [result] = await checkAssumptions(
      [assumption],
      await iceWays(await startChangingProxy(ice.url, change)),
    );
    expect(result?.finding).toMatchObject({ verdict: "differs", detail: expect.stringMatching(/\.$/) });
  });

  it("are not checked, with the reason, when ICE denies access", async () => {
    const deny = () => ({ status: 403, body: '{"RequestId":"R","Code":"NoPermission","Message":"m"}' });
    const results = await checkAssumptions(
      checkable("functions"),
      await iceWays(await startChangingProxy(ice.url, deny)),
    );
    for (const { finding } of results)
      expect(finding).toEqual({
        verdict: "not checked",
        detail: "Needs an answer of ICE: UpstreamAccessDenied, NoPermission.",
      });
  });

  it("are not checked when nothing listens", async () => {
    const results = await checkAssumptions(checkable("ice"), await iceWays(await unusedUrl()));
    for (const { finding } of results)
      expect(finding).toEqual({
        verdict: "not checked",
        detail: "No answer: ECONNREFUSED.",
      });
  });

  it("that need a job which exists say so", async () => {
    const { ways } = await iceWays(ice.url);
    const [result] = await checkAssumptions(
      assumptions.filter(({ id }) => id === "ice-json-members"),
      { ways },
    );
    expect(result?.finding.detail).toBe("Needs a transcoding job that exists: --GetMediaConvertJob <ID>.");
  });

  it("that need another way say which", async () => {
    const { functions } = (await iceWays(ice.url)).ways;
    const results = await checkAssumptions(checkable("ice", "sts", "invocations", "trigger"), {
      ways: { functions },
    });
    for (const { finding } of results) expect(finding.detail).toMatch(/^Needs .*--on (ice|deployed)/);
  });

  it("are recorded without secrets and IDs", async () => {
    const options = await iceWays(ice.url);
    const results = await checkAssumptions(checkable("functions", "ice", "sts"), options);
    const text = JSON.stringify(results.map(({ exchanges }) => exchanges));
    expect(secretsIn(text, { ...options.ways.ice?.key } as Record<string, string>)).toEqual([]);
    for (const id of Object.values(ids)) expect(text).not.toContain(id);
    expect(text).toContain('"code":"ResourceNotFound"');
  });
});
