import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { operations } from "../../../../functions/index.ts";
import { readOrder } from "../../../../local/ice/faults/order.ts";
import { vocabulary } from "../../../../local/ice/faults/vocabulary.ts";
import type { LocalIce } from "../../../../local/ice/server.ts";
import type { Operation } from "../../../../shared/operation.ts";
import { callIce, documentOf, orderFault } from "../../../support/wire/ice-call.ts";
import { popCore, startTestIce } from "../../../support/wire/ice-clients.ts";
import { askControl } from "../../../support/wire/ice-control.ts";

const convert = "GetMediaConvertJob";
const list = "ListBatchMediaProducingJobs";
const batch = "BatchGetYikeAssetMediaInfos";

const namesOf = (kind: Operation["kind"]) =>
  operations.filter((each) => each.kind === kind).map(({ name }) => name);

let ice: LocalIce;
beforeAll(async () => {
  ice = await startTestIce();
});
afterAll(() => ice.close());
beforeEach(() => askControl(ice.url, "POST", "reset"));

const order = (settings: Record<string, unknown>) => orderFault(ice, settings);
const see = (parameters?: Record<string, string>, options?: Parameters<typeof callIce>[2]) =>
  callIce(ice, parameters, options);

describe("fault orders", () => {
  const codes = async (count: number, action?: string) => {
    const seen: number[] = [];
    for (let call = 0; call < count; call += 1)
      seen.push((await see(undefined, action ? { action } : {})).status);
    return seen;
  };

  it("are for so many calls, one after the other", async () => {
    await order({ fault: "status", status: 500, times: 2 });
    await order({ fault: "status", status: 502 });
    expect(await codes(4)).toEqual([500, 500, 502, 200]);
  });

  it("are for the calls of their operation, and of STS only when it is named", async () => {
    await order({ fault: "status", status: 500, operation: list });
    await order({ fault: "throttled", operation: "AssumeRole" });
    expect(await codes(2)).toEqual([200, 200]);
    const sts = () =>
      popCore(
        ice.url,
        ice.user,
        "POST",
        "2015-04-01",
      )("AssumeRole", {
        RoleArn: "acs:ram::1:role/r",
        RoleSessionName: "tests",
      });
    await expect(sts()).rejects.toMatchObject({ code: "Throttling.User" });
    await sts();
    expect(await codes(2, list)).toEqual([500, 200]);
    await order({ fault: "throttled" });
    await sts();
    expect(await codes(2)).toEqual([429, 200]);
  });

  it("wait for a call that they make sense for", async () => {
    await order({ fault: "empty-page" });
    expect(await codes(1)).toEqual([200]);
    expect(await documentOf(see({}, { action: list }))).toMatchObject({ EditingBatchJobList: [] });
  });

  it("stand in the request log", async () => {
    await order({ fault: "throttled" });
    await codes(2);
    const { requests } = (await askControl(ice.url, "GET", "requests")).document;
    expect(requests.map(({ fault }: { fault: string | null }) => fault)).toEqual(["throttled", null]);
  });

  it("draw at random what their seed says", async () => {
    const among = [{ fault: "status", status: 404, as: "empty" }, "throttled"];
    const run = async (seed: number) => {
      await askControl(ice.url, "POST", "reset");
      await order({ fault: "random", probability: 0.5, seed, among });
      return codes(40);
    };
    const drawn = await run(7);
    expect(new Set(drawn)).toEqual(new Set([200, 404, 429]));
    expect(await run(7)).toEqual(drawn);
    expect(await run(8)).not.toEqual(drawn);
    const faults = drawn.filter((status) => status !== 200).length;
    expect(faults).toBeGreaterThan(8);
    expect(faults).toBeLessThan(32);
  });

  it("at random end after their times", async () => {
    await order({ fault: "random", probability: 1, among: ["throttled"], times: 2 });
    expect(await codes(3)).toEqual([429, 429, 200]);
  });
});

it("a random order without a choice draws every fault that fits and needs no settings", () => {
  const known = new Map<string, Operation>(operations.map((operation) => [operation.name, operation]));
  const { order } = readOrder({ fault: "random", probability: 1 }, known, 1);
  const drawnFor = (name: string) => {
    const drawn = Array.from({ length: 2000 }, () => order.choose(known.get(name))?.fault ?? "none");
    return [...new Set(drawn)].sort();
  };
  const fitting = (name: string) =>
    Object.keys(vocabulary)
      .filter((fault) => fault !== "code" && vocabulary[fault]?.fits(known.get(name)))
      .sort();
  for (const name of [convert, list, batch]) expect(drawnFor(name)).toEqual(fitting(name));
});

it("the vocabulary is listed with what it takes and where it fits", async () => {
  const { faults } = (await askControl(ice.url, "GET", "faults")).document;
  const names = faults.map(({ fault }: { fault: string }) => fault);
  expect(names).toEqual([...Object.keys(vocabulary), "random"]);
  for (const { meaning } of faults) expect(meaning.length).toBeGreaterThan(5);
  expect(faults[names.indexOf("status")].settings.as.enum).toEqual(["ice", "no-code", "html", "empty"]);
  expect(faults[names.indexOf("code")].settings.code.examples).toContain("ServiceUnAvailable");
  expect(faults[names.indexOf("empty-page")].operations).toEqual(namesOf("list"));
  expect(faults[names.indexOf("found-and-ignored")].operations).toEqual(namesOf("batch"));
});
