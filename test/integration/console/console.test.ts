import { createServer } from "node:http";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { consoleTexts } from "../../../cli/lib/console-texts.ts";
import { operations } from "../../../functions/index.ts";
import { type Cloud, startCloud, startWithRealIce } from "../../../local/cloud.ts";
import { writes } from "../../../local/console/requests.ts";
import { closeServer, listen } from "../../../local/http/listen.ts";
import { startIce } from "../../../local/ice/server.ts";
import { openBrowser } from "../../support/browser/browser.ts";
import { openPage, screenshot, send, show } from "../../support/browser/page.ts";
import { controlIce } from "../../support/wire/ice-control.ts";

let browser: Browser;
let cloud: Cloud;

// One browser and one cloud for all: a test plants jobs of its own.
beforeAll(async () => {
  [browser, cloud] = await Promise.all([openBrowser(), startCloud({ log: () => {}, texts: consoleTexts })]);
});
afterAll(() => Promise.all([browser?.close(), cloud?.close()]));

const open = (options?: Parameters<typeof openPage>[2]) => openPage(browser, cloud.url, options);

/** Plants a job in the local ICE. */
async function plant(id: string, document: Record<string, unknown>, script?: unknown): Promise<void> {
  const response = await fetch(`${cloud.iceUrl}/_control/jobs/GetMediaConvertJob/${id}`, {
    method: "PUT",
    body: JSON.stringify({ document: { Job: document }, ...(script !== undefined && { script }) }),
  });
  expect(await response.json()).toEqual({ operation: "GetMediaConvertJob", id });
}

interface Logged {
  readonly parameters: { readonly JobId?: string };
  readonly fault: string | null;
}

async function iceRequests(id: string): Promise<Logged[]> {
  const response = await fetch(`${cloud.iceUrl}/_control/requests`);
  const { requests } = (await response.json()) as { requests: Logged[] };
  return requests.filter(({ parameters }) => parameters.JobId === id);
}

it("runs the demo: a throttle survived, a job from pending to succeeded, and the code for it", async () => {
  const { page, troubles } = await open({ colorScheme: "light" });
  await screenshot(page, "first-open");
  await page.getByRole("button", { name: "Run the demo" }).click();
  const waterfall = page.getByRole("list", { name: "Waterfall" });
  await waterfall.getByText("planted: throttled").waitFor();
  await page.getByText("the function retried").waitFor();
  // The job takes ten seconds, of which a test needs none.
  await controlIce(cloud.iceUrl, "POST", "clock", { advanceSeconds: 10 });
  await waterfall.getByText("Answer").waitFor({ timeout: 25_000 });
  await screenshot(page, "waterfall-light");

  const rows = await waterfall.getByRole("listitem").allTextContents();
  expect(rows[0]).toContain("Waiting for an instance");
  expect(rows[1]).toContain("Cold start");
  expect(rows[3]).toContain("429 Throttling.User");
  expect(rows[4]).toContain("Retry of poll 1");
  expect(rows.at(-1)).toBe("Answersucceeded");
  const id = /demo-[0-9a-f]{6}/.exec((await page.getByRole("article").textContent()) ?? "")?.[0] ?? "";
  const requests = await iceRequests(id);
  // Beside the requests: waiting, cold start, the job's state, the answer.
  expect(rows.length).toBe(requests.length + 4);
  expect(requests[0]?.fault).toBe("throttled");

  await page.getByRole("tab", { name: "Code" }).click();
  const code = (name: string) => page.getByRole("region", { name, exact: true }).textContent();
  expect(await code("curl")).toContain(`${cloud.url}/GetMediaConvertJob?JobId=${id}&wait=20`);
  expect(await code("TypeScript")).toContain("client.invoke(");
  expect(await code("Command line")).toBe(
    `IMS_FUNCTIONS_URL=${cloud.url} npx ims-functions invoke GetMediaConvertJob --JobId ${id} --wait 20`,
  );
  expect(troubles).toEqual([]);
}, 60_000);

describe("Call", () => {
  it.each([
    ["API gateway", "apigateway"],
    ["HTTP trigger", "http"],
    ["InvokeFunction", "direct"],
    ["Timer", "timer"],
    ["EventBridge", "eventbridge"],
  ])("sends as %s, and shows the function's own answer", async (way, caller) => {
    const id = `call-${caller}`;
    // An old job: the pause that a new one suggests grows from one call to the next.
    await plant(id, { State: "Running", Percent: 40, CreateTime: "2024-01-02T03:04:05Z" });
    const { page, troubles } = await open();
    await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~${id}`);
    await page.getByLabel("Call as").selectOption(way);
    await send(page);
    await page.getByText("running 40 %").waitFor();
    await page.getByRole("button", { name: "Show as text" }).click();
    const shown = JSON.parse(
      (await page.getByRole("region", { name: "Answer", exact: true }).locator("pre").textContent()) ?? "",
    );
    const response = await fetch(`${cloud.url}/GetMediaConvertJob?JobId=${id}`);
    const own = (await response.json()) as object;
    expect({ ...shown, RequestId: "" }).toEqual({ ...own, RequestId: "" });
    await page.getByRole("tab", { name: "Log" }).click();
    await page.getByText(caller, { exact: true }).waitFor();
    expect(troubles).toEqual([]);
  });

  it("puts each problem beside its field, and the focus on the first", async () => {
    const { page } = await open();
    await page.goto(`${cloud.url}/#/call/GetMediaConvertJob`);
    await page.getByLabel("JobId").fill("two words");
    await page.getByText("Controls").click();
    await page.getByLabel("wait").fill("soon");
    await page.getByLabel("wait").press("Control+Enter");
    await page.getByText("must be a whole number from 1 to 86400").first().waitFor();
    expect(await page.getByLabel("JobId").getAttribute("aria-invalid")).toBe("true");
    expect(await page.locator(":focus").getAttribute("name")).toBe("JobId");
  });

  it("offers the jobs there are, and the choices and limits of validation", async () => {
    await plant("known-job", { State: "Running" });
    const { page } = await open();
    await page.goto(`${cloud.url}/#/call/GetMediaConvertJob`);
    await page.locator("datalist option[value=known-job]").waitFor({ state: "attached" });
    await page.goto(`${cloud.url}/#/call/ListBatchMediaProducingJobs`);
    expect(await page.getByLabel("Status").locator("option").allTextContents()).toEqual([
      "not given",
      "Init",
      "Processing",
      "Finished",
      "Failed",
    ]);
    await page.getByText("From 1 to 100.").waitFor();
  });
});

describe("Activity", () => {
  it("lists the newest first, filters, and opens a link again", async () => {
    await plant("listed", { State: "Failed" });
    await fetch(`${cloud.url}/GetMediaConvertJob?JobId=listed`);
    await fetch(`${cloud.url}/GetLiveEditingJob?JobId=not-there`);
    const { page, troubles } = await open();
    const list = page.getByRole("region", { name: "Invocations" }).getByRole("listitem");
    await list.first().getByText("NotFound").waitFor();
    expect(await list.nth(1).textContent()).toMatch(/failedGetMediaConvertJoblistedgateway · 1 call/);
    await page.getByLabel("Operation").selectOption("GetLiveEditingJob");
    expect(await list.count()).toBe(1);
    await page.getByLabel("Caller").selectOption({ index: 1 });
    await page.getByLabel("Operation").selectOption("");
    await list.getByText("listed").click();
    await page.getByRole("heading", { name: "GetMediaConvertJob" }).waitFor();
    const address = page.url();
    expect(address).not.toContain("listed");

    await page.goBack();
    await expect.poll(() => page.getByRole("article").count()).toBe(0);
    await page.goto("about:blank");
    await page.goto(address);
    await page.getByRole("article").getByText("listed").waitFor();
    expect(troubles.filter((trouble) => !trouble.includes("about:blank"))).toEqual([]);
  });

  it("repeats an invocation with its event", async () => {
    await plant("repeated", { State: "Running" });
    const { page } = await open();
    const first = await fetch(`${cloud.url}/GetMediaConvertJob?JobId=repeated`);
    await first.arrayBuffer();
    await page.getByRole("region", { name: "Invocations" }).getByText("repeated").click();
    await page.getByRole("button", { name: "Repeat" }).click();
    await expect.poll(async () => (await iceRequests("repeated")).length).toBe(2);
    // The function takes it for the same caller.
    await page.getByRole("article").getByText("gateway").first().waitFor();
  });

  it("says what to do where an invocation is no longer there", async () => {
    const { page } = await open();
    await page.goto(`${cloud.url}/#/activity/1-00000000-000000000000000000000000`);
    await page.getByText("Older than the last 500").waitFor();
  });

  it("holds still while the reader has scrolled, and says how many are new", async () => {
    for (let count = 0; count < 20; count++)
      await (await fetch(`${cloud.url}/GetMediaConvertJob?JobId=still-${count}`)).arrayBuffer();
    const { page } = await open({ viewport: { width: 1000, height: 400 } });
    const rows = page.locator(".rows");
    await rows.getByText("still-19").waitFor();
    await rows.evaluate((element) => element.scrollTo({ top: 200 }));
    await page.waitForTimeout(200);
    await (await fetch(`${cloud.url}/GetMediaConvertJob?JobId=still-new`)).arrayBuffer();
    await page.getByRole("button", { name: "1 new" }).click();
    await rows.getByText("still-new").waitFor();
  });
});

describe("Jobs", () => {
  it("plants presets, and moves ICE's clock", async () => {
    const { page, troubles } = await open();
    await show(page, "Jobs");
    await page
      .getByRole("region", { name: "Plant a job" })
      .getByRole("textbox", { name: "ID" })
      .fill("preset-job");
    await page.getByRole("button", { name: "Succeeds in 10 s" }).click();
    const column = (name: string) => page.locator(`.column.is-${name}`);
    await column("pending").getByText("preset-job").waitFor();
    await page.getByRole("button", { name: "Forward a minute" }).click();
    await column("succeeded").getByText("preset-job").waitFor();
    await page.getByText("+1 min").waitFor();
    for (const label of [
      "Succeeds in part",
      "Unknown state word",
      "Sticks at 99 %",
      "Never ends",
      "Fails in 10 s",
    ]) {
      await page
        .getByRole("region", { name: "Plant a job" })
        .getByRole("textbox", { name: "ID" })
        .fill(label.replaceAll(/\W/g, "-"));
      await page.getByRole("button", { name: label }).click();
    }
    await column("unknown").getByText("Teleporting").waitFor();
    await page.getByRole("button", { name: "Forward an hour" }).click();
    await column("partial").getByText("Succeeds-in-part").waitFor();
    await column("failed").getByText("Fails-in-10-s").waitFor();
    await screenshot(page, "jobs-light");
    expect(troubles).toEqual([]);
  });

  it("plants a document and a script of one's own, and an asset", async () => {
    const { page } = await open();
    await show(page, "Jobs");
    await page
      .getByRole("region", { name: "Plant a job" })
      .getByRole("textbox", { name: "ID" })
      .fill("own-job");
    await page.getByText("Your own document and script").click();
    await page.getByLabel("Script").fill('[{"state":"Canceled"}]');
    await page.getByRole("button", { name: "Plant this job" }).click();
    await page.getByText("Did you mean Cancelled?").waitFor();
    await page.getByLabel("Script").fill('[{"state":"Cancelled"}]');
    await page.getByRole("button", { name: "Plant this job" }).click();
    await page.locator(".column.is-cancelled").getByText("own-job").waitFor();
    await page.getByRole("region", { name: "Assets" }).getByLabel("ID").fill("own-asset");
    await page.getByRole("button", { name: "Add an asset" }).click();
    await page.getByRole("region", { name: "Assets" }).getByText("own-asset").waitFor();
    const response = await fetch(`${cloud.url}/BatchGetYikeAssetMediaInfos?MediaIds=own-asset`);
    const answer = (await response.json()) as { MediaInfos: { MediaId: string }[] };
    expect(answer.MediaInfos.map(({ MediaId }) => MediaId)).toEqual(["own-asset"]);
  });
});

it("plants a fault once, shows it everywhere, and tells when it struck", async () => {
  await plant("struck", { State: "Running" });
  const { page, troubles } = await open();
  await show(page, "Faults");
  await page.getByRole("button", { name: "Plant once: reset-before-head" }).click();
  await page.getByRole("banner").getByText("1 fault planted").waitFor();
  await page.getByRole("region", { name: "Planted faults" }).getByText("1 call left").waitFor();
  await (await fetch(`${cloud.url}/GetMediaConvertJob?JobId=struck`)).arrayBuffer();
  await page.getByText("reset-before-head on GetMediaConvertJob").waitFor();
  await page.getByRole("link", { name: "Open the waterfall" }).first().click();
  await page.getByText("ICE broke off once; the function retried").waitFor();
  await show(page, "Faults");
  await page.getByRole("button", { name: "Plant once: throttled" }).click();
  await page.getByRole("button", { name: "Clear" }).click();
  await page.getByText("No faults planted").waitFor();
  expect(troubles).toEqual([]);
});

it("decodes JSON in texts when asked, and says what bounds an invocation", async () => {
  await plant("encoded", { State: "Running", UserData: '{"inner":{"a":1}}' });
  const { page } = await open();
  await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~encoded`);
  await send(page);
  const userData = page.getByRole("button", { name: "UserData" });
  expect(await userData.count()).toBe(0);
  await page.getByRole("button", { name: "Decode JSON in texts" }).click();
  await userData.waitFor();
  await page.getByRole("link", { name: "Open the waterfall" }).click();
  await page.getByText("how long an API gateway waits, 25.0 s").waitFor();
});

it("shows what ICE sends as text, whatever it is", async () => {
  const hostile = `<img src=x onerror="document.title='broken'"><script>document.title='broken'</script>`;
  const schemes = [
    "javascript:alert(1)",
    "data:text/html,<b>x</b>",
    "file:///etc/passwd",
    "https://user:pw@evil.example/?Signature=very-secret",
  ];
  await plant("hostile", { State: "Running", UserData: hostile, Message: schemes.join(" "), [hostile]: 1 });
  const { page, troubles } = await open();
  await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~hostile`);
  await send(page);
  const answer = page.getByRole("region", { name: "Answer", exact: true }).first();
  await answer.getByText("onerror").first().waitFor();
  expect(await answer.locator("img, script").count()).toBe(0);
  expect(await answer.locator("a").count()).toBe(1);
  expect(await page.content()).not.toContain("very-secret");
  expect(await page.title()).toBe("Call · ims-functions");
  expect(troubles).toEqual([]);
});

it("shows a document of 10,000 fields a hundred at a time", async () => {
  const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`Field${index}`, index]));
  await plant("wide", { State: "Running", UserData: many });
  const { page } = await open();
  await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~wide`);
  await send(page);
  const more = page.getByRole("button", { name: "Show 100 of 9900 more" });
  await more.waitFor();
  await page.getByRole("button", { name: "UserData" }).click();
  await expect.poll(() => more.count()).toBe(0);
});

it("calls and shows with the real ICE, and has no jobs, faults or clock", async () => {
  const ice = await startIce({ operations });
  const host = await startWithRealIce({
    region: "cn-shanghai",
    credentials: async () => ice.openSession("elsewhere"),
    environment: { ICE_ENDPOINT: ice.url },
    log: () => {},
    texts: consoleTexts,
  });
  onTestFinished(() => Promise.all([host.close(), ice.close()]).then(() => {}));
  const { page, troubles } = await openPage(browser, host.url);
  await page.getByText("No invocations yet").waitFor();
  await page.getByRole("banner").getByText("the real ICE").waitFor();
  expect(await page.getByText("ICE’s clock").count()).toBe(0);
  for (const view of ["Jobs", "Faults"] as const) {
    await show(page, view);
    await page.getByText("The functions call the real ICE").waitFor();
  }
  await page.goto(`${host.url}/#/call/ListBatchMediaProducingJobs`);
  await send(page);
  await page.getByRole("link", { name: "Open the waterfall" }).click();
  await page.getByText("single attempts are not visible here: the log line counts 1 attempt").waitFor();
  await page.getByRole("tab", { name: "Code" }).click();
  await page.getByText("npx ims-functions invoke").waitFor();
  expect(await page.content()).not.toMatch(/STS\.|CAIS/);
  expect(troubles).toEqual([]);
});

it("says that the cloud has stopped, and goes on when it is there again", async () => {
  const first = await startCloud({ log: () => {} });
  const port = Number(new URL(first.url).port);
  const { page } = await openPage(browser, first.url);
  await page.getByText("Live").waitFor();
  await first.close();
  await page.getByText(/Stopped at \d\d:\d\d; retrying/).waitFor();
  const second = await startCloud({ port, log: () => {} });
  await page.getByText("Live").waitFor();
  await page.getByRole("button", { name: "Run the demo" }).click();
  await page.getByRole("list", { name: "Waterfall" }).waitFor();
  await second.close();
});

it.each(["127.0.0.1", "localhost"])(
  "refuses the writes of a page at %s, and gives it nothing to read",
  async (host) => {
    const other = createServer((_, response) => {
      response.setHeader("content-type", "text/html");
      response.end(`<a href="${cloud.url}/">open</a><iframe src="${cloud.url}/"></iframe>`);
    });
    const otherUrl = (await listen(other, 0)).replace("127.0.0.1", host);
    onTestFinished(() => closeServer(other));
    const state = await (await fetch(`${cloud.url}/_console/state`)).json();
    const { token } = state as { token: string };
    const page = await browser.newPage();
    await page.goto(otherUrl);
    const attempt = `(async (path, init) => {
    try {
      const response = await fetch(${JSON.stringify(cloud.url)} + path, init);
      return response.type === "opaque" ? "opaque" : "read " + response.status;
    } catch {
      return "refused";
    }
  })`;
    const json = { "content-type": "application/json", "x-console-token": token };
    for (const path of Object.keys(writes)) {
      const tell = (init: object) =>
        page.evaluate(`${attempt}(${JSON.stringify(path)}, ${JSON.stringify(init)})`);
      expect(await tell({ method: "POST", body: "{}", headers: json }), path).toBe("refused");
      expect(await tell({ method: "POST", body: "{}", mode: "no-cors" }), path).toBe("refused");
    }
    expect(await page.evaluate(`${attempt}("/_console/state", {})`)).toBe("refused");
    expect(await page.frameLocator("iframe").getByRole("navigation").count()).toBe(0);
    await page.goto(otherUrl);

    await page.getByRole("link", { name: "open" }).click();
    await page.getByRole("navigation").waitFor();
    await page.close();
  },
);
