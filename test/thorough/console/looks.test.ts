import type { Browser } from "playwright-core";
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

describe.each([
  ["light", { colorScheme: "light" as const, viewport: { width: 1280, height: 800 } }],
  ["dark", { colorScheme: "dark" as const, viewport: { width: 1280, height: 800 } }],
  ["narrow", { colorScheme: "light" as const, viewport: { width: 360, height: 740 } }],
])("in %s", (name, options) => {
  it("has no violation of accessibility, and nothing too wide", async () => {
    await controlIce(cloud.iceUrl, "PUT", `jobs/GetMediaConvertJob/seen-${name}`, {
      document: { Job: { State: "Running", Percent: 40 } },
    });
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
