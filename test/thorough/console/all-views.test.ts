import type { Browser, Locator } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { consoleTexts } from "../../../cli/lib/console-texts.ts";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import { openBrowser } from "../../support/browser/browser.ts";
import { openPage, screenshot, send, show, violations } from "../../support/browser/page.ts";
import { controlIce } from "../../support/wire/ice-control.ts";

let browser: Browser;
let cloud: Cloud;
beforeAll(async () => {
  [browser, cloud] = await Promise.all([openBrowser(), startCloud({ log: () => {}, texts: consoleTexts })]);
});
afterAll(() => Promise.all([browser?.close(), cloud?.close()]));

/** Plants a running job in the local ICE. */
const plant = (id: string) =>
  controlIce(cloud.iceUrl, "PUT", `jobs/GetMediaConvertJob/${id}`, {
    document: { Job: { State: "Running", Percent: 40 } },
  });

describe.each([
  ["light", { colorScheme: "light" as const, viewport: { width: 1280, height: 800 } }],
  ["dark", { colorScheme: "dark" as const, viewport: { width: 1280, height: 800 } }],
  ["narrow", { colorScheme: "light" as const, viewport: { width: 360, height: 740 } }],
])("in %s", (name, options) => {
  it("has no violation of accessibility, and nothing too wide", async () => {
    await plant(`seen-${name}`);
    const { page, troubles } = await openPage(browser, cloud.url, { ...options, axe: true });
    const look = async (view: string) => {
      if (name !== "narrow") expect(await violations(page), view).toEqual([]);
      expect(await page.locator("html").evaluate(({ scrollWidth }) => scrollWidth), view).toBe(
        options.viewport.width,
      );
      await screenshot(page, `${view}-${name}`);
    };
    await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~seen-${name}`);
    await send(page);
    await look("call");
    await page.getByRole("link", { name: "Open the waterfall" }).click();
    await page.getByRole("list", { name: "Waterfall" }).waitFor();
    await look("invocation");
    await show(page, "Activity");
    await expect.poll(() => page.getByRole("article").count()).toBe(0);
    await look("activity");
    await show(page, "Jobs");
    await page.getByText(`seen-${name}`).waitFor();
    await look("jobs");
    await show(page, "Faults");
    await page.getByText("reset-before-head", { exact: true }).first().waitFor();
    await look("faults");
    expect(troubles).toEqual([]);
  });
});

it("can be used with the keyboard alone", async () => {
  await plant("by-keyboard");
  const { page, troubles } = await openPage(browser, cloud.url);
  await page.goto(`${cloud.url}/#/call/GetMediaConvertJob~by-keyboard`);
  const focus = async (target: Locator) => {
    for (let presses = 0; presses < 100; presses++) {
      if ((await page.locator(":focus").and(target).count()) > 0) return;
      await page.keyboard.press("Tab");
    }
    throw new Error(`Tab does not reach ${target}`);
  };
  const press = async (target: Locator) => {
    await focus(target);
    await page.keyboard.press("Enter");
  };
  const button = (name: string) => page.getByRole("button", { name, exact: true });
  await press(page.locator("[name=JobId]"));
  await page.getByText("200 OK").waitFor();
  await focus(page.getByRole("tab", { selected: true }));
  await page.keyboard.press("ArrowRight");
  await page.getByRole("tab", { name: "Event", selected: true }).waitFor();
  await press(page.locator("a[href^='#/activity/']").first());
  await page.getByRole("list", { name: "Waterfall" }).waitFor();

  await press(page.getByRole("navigation").getByRole("link", { name: "Jobs" }));
  await focus(page.getByRole("region", { name: "Plant a job" }).getByRole("textbox", { name: "ID" }));
  await page.keyboard.type("typed-job");
  await press(button("Fails in 10 s"));
  await page.locator(".column.is-pending").getByText("typed-job").waitFor();
  await press(button("Forward a minute"));
  await page.locator(".column.is-failed").getByText("typed-job").waitFor();

  await press(page.getByRole("navigation").getByRole("link", { name: "Faults" }));
  await press(button("Plant once: throttled"));
  await page.getByRole("banner").getByText("1 fault planted").waitFor();
  await press(button("Clear"));
  await page.getByText("No faults planted").waitFor();
  expect(troubles).toEqual([]);
});

it("loads in eight tabs at once", async () => {
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({ length: 8 }, () => context.newPage()));
  for (const page of pages) {
    await page.goto(cloud.url);
    await page.getByRole("navigation").waitFor();
    await page.getByText("Region").waitFor();
  }
  await context.close();
});
