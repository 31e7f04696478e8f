import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createClient, localTarget } from "ims-functions";
import { type LocalCloud, startCloud } from "ims-functions/local";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createPageServer } from "../../../docs/examples/web-page/server.ts";

const sessions: Readonly<Record<string, string>> = { "session=a": "user-a", "session=b": "user-b" };
const jobs: Readonly<Record<string, readonly string[]>> = {
  "user-a": ["job-a", "gone"],
  "user-b": ["job-b"],
};

let cloud: LocalCloud;
let address: string;
let server: ReturnType<typeof createPageServer>;

beforeAll(async () => {
  cloud = await startCloud();
  await cloud.putJob("GetMediaConvertJob", "job-a", {
    script: [{ state: "Running", seconds: 60 }, { state: "Success" }],
  });
  await cloud.putJob("GetMediaConvertJob", "job-b", { script: [{ state: "Running" }] });
  server = createPageServer({
    client: createClient(localTarget(cloud)),
    userOf: ({ headers }) => sessions[headers.cookie ?? ""],
    owns: (user, jobId) => jobs[user]?.includes(jobId) ?? false,
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  server.close();
  await cloud.close();
});

const ask = async (path: string, cookie = "session=a") => {
  const response = await fetch(address + path, { headers: { cookie } });
  return { status: response.status, headers: response.headers, text: await response.text() };
};

it("passes on the lifecycle of the user's own job, and nothing else of the job", async () => {
  const { status, text } = await ask("/jobs/job-a/lifecycle");
  expect(status).toBe(200);
  expect(JSON.parse(text)).toMatchObject({ phase: "running", state: "Running", done: false });
  expect(Object.keys(JSON.parse(text)).sort()).toEqual(["done", "partial", "phase", "retryAfter", "state"]);
});

it("says the same of another user's job as of one that does not exist", async () => {
  const other = await ask("/jobs/job-b/lifecycle");
  const unknown = await ask("/jobs/no-such-job/lifecycle");
  const gone = await ask("/jobs/gone/lifecycle");
  expect([other.status, unknown.status, gone.status]).toEqual([404, 404, 404]);
  expect(new Set([other.text, unknown.text, gone.text]).size).toBe(1);
  expect((await ask("/jobs/job-b/lifecycle", "session=b")).status).toBe(200);
});

it("wants a signed-in user", async () => {
  expect((await ask("/jobs/job-a/lifecycle", "session=other")).status).toBe(401);
  expect((await ask("/jobs/job-a", "")).status).toBe(401);
});

it("tells a user nothing of an error, but when to ask again", async () => {
  await cloud.plantFault({ fault: "status", status: 403, operation: "GetMediaConvertJob" });
  const { status, headers, text } = await ask("/jobs/job-a/lifecycle");
  expect([status, headers.get("retry-after"), text]).toEqual([503, "10", '{"error":"Try again later."}']);
});

it("serves the page and its script, and allows the page nothing else", async () => {
  const page = await ask("/jobs/job-a");
  expect(page.text).toContain('<script src="/page.js" defer>');
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect((await ask("/page.js")).headers.get("content-type")).toBe("text/javascript");
});
