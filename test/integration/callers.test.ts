import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { type Cloud, startCloud } from "../../local/cloud.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { callers } from "../support/cloud/callers.ts";
import { sampleOf, sampleParameters } from "../support/unit/samples.ts";
import { controlIce, requestsAt } from "../support/wire/ice-control.ts";

const lines: string[] = [];
let cloud: Cloud;
let httpCloud: Cloud;
beforeAll(async () => {
  const log = (name: string, line: string) => void lines.push(`${name} ${line}`);
  cloud = await startCloud({ log });
  httpCloud = await startCloud({ log, invokeAsHttp: true });
});
afterAll(async () => {
  for (const each of [cloud, httpCloud]) await each?.close();
});
beforeEach(async () => {
  for (const { iceUrl } of [cloud, httpCloud]) await controlIce(iceUrl, "POST", "reset", {});
});

const gateway = callers["the API gateway, by query"] as (typeof callers)[string];
const [operation] = operations;

const upstreamCalls = async ({ iceUrl }: Cloud) => (await requestsAt(iceUrl)).length;

/** ICE's part of an answer: of a list or a batch the items, whose page around them is the server's own. */
function iceOnly(operation: Operation, document: Document): unknown {
  const ices = JSON.parse(JSON.stringify(document), (name, value) =>
    name === "lifecycle" ? undefined : value,
  );
  if (operation.kind === "list") return ices[operation.itemsField];
  if (operation.kind === "batch") return ices[operation.foundField];
  return Object.fromEntries(Object.entries(ices).filter(([name]) => /^[A-Z]/.test(name)));
}

/** The same callers where InvokeFunction arrives as an HTTP event. */
const asHttp = Object.entries(callers).filter(([name]) => !/gateway|HTTP/.test(name));

describe.each([
  ...Object.entries(callers).map(([name, call]) => ({ name, call, on: () => cloud })),
  ...asHttp.map(([name, call]) => ({ name: `${name}, as an HTTP event`, call, on: () => httpCloud })),
])("$name", ({ call, on }) => {
  test.each(operations as readonly Operation[])(
    "gets the documented document from $name",
    async (operation) => {
      const { error, document } = await call(on(), operation, sampleParameters[operation.name] ?? {});
      expect(error).toBe(false);
      expect(iceOnly(operation, document)).toEqual(iceOnly(operation, sampleOf(operation.name)));
    },
  );

  test.each(operations as readonly Operation[])(
    "is told each fault by $name, and ICE is not asked",
    async (operation) => {
      const before = await upstreamCalls(on());
      const { error, document } = await call(on(), operation, { JobIdd: "x", Bogus: "1" });
      expect(error).toBe(true);
      expect(document.errors.map(({ parameter }: { parameter: string }) => parameter)).toEqual(
        expect.arrayContaining(["JobIdd", "Bogus"]),
      );
      expect(await upstreamCalls(on())).toBe(before);
    },
  );

  test.each((operations as readonly Operation[]).filter(({ kind }) => kind !== "job"))(
    "gets empty lists from $name where ICE leaves them out",
    async (operation) => {
      await controlIce(on().iceUrl, "POST", "faults", { fault: "no-job" });
      const { error, document } = await call(on(), operation, sampleParameters[operation.name] ?? {});
      expect(error).toBe(false);
      const lists =
        operation.kind === "list"
          ? [operation.itemsField]
          : operation.kind === "batch"
            ? [operation.foundField, operation.ignoredField]
            : [];
      expect(lists.map((name) => document[name])).toEqual(lists.map(() => []));
    },
  );
});

test("a function without a role says so, and ICE is not asked", async () => {
  const folder = mkdtempSync(join(tmpdir(), "roleless-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const root = fileURLToPath(new URL("../..", import.meta.url));
  const manifest = readFileSync(join(root, "s.yaml"), "utf8");
  const roleless = manifest.replaceAll(/^ +role: .*\n/gm, "").replaceAll("./dist/", join(root, "dist/"));
  writeFileSync(join(folder, "s.yaml"), roleless);
  const other = await startCloud({ manifest: join(folder, "s.yaml"), log: () => {} });
  onTestFinished(() => other.close());
  const { document } = await gateway(other, operation, sampleParameters[operation.name] ?? {});
  expect(document).toMatchObject({ code: "ConfigurationError", status: 500 });
});

test("a session that is over is renewed, and one that ICE takes for expired is told apart", async () => {
  const ask = () => gateway(cloud, operation, sampleParameters[operation.name] ?? {});
  expect((await ask()).error).toBe(false);
  await controlIce(cloud.iceUrl, "POST", "clock", { advanceSeconds: 3600 });
  expect((await ask()).error).toBe(false);
  await controlIce(cloud.iceUrl, "POST", "faults", { fault: "expired-token" });
  expect((await ask()).document).toMatchObject({ code: "UpstreamAuthenticationFailed", status: 502 });
  expect((await ask()).error).toBe(false);
});

test("many callers at once each get their own answer", async () => {
  const asked = Array.from({ length: 12 }, (_, index) => operations[index % operations.length] as Operation);
  const got = await Promise.all(asked.map((each) => gateway(cloud, each, sampleParameters[each.name] ?? {})));
  for (const [index, each] of asked.entries())
    expect(iceOnly(each, got[index]?.document)).toEqual(iceOnly(each, sampleOf(each.name)));
});

test("the page at the root says where ICE is", async () => {
  const page = await (await fetch(cloud.url)).text();
  expect(page).toContain(cloud.iceUrl);
});

test("nothing that the functions logged is a credential", async () => {
  await gateway(cloud, operation, sampleParameters[operation.name] ?? {});
  await expect.poll(() => lines.length).toBeGreaterThan(0);
  const text = lines.join("\n");
  // The local STS's keys and tokens start so.
  expect(text).not.toMatch(/STS\.|CAIS/);
});
