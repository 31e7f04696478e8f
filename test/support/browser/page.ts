import { mkdir } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContext, BrowserContextOptions, Page } from "playwright-core";
import { expect, onTestFinished } from "vitest";

const axePath = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const folder = fileURLToPath(new URL("../../../dist/screenshots/", import.meta.url));

/** A page of the console, and what it must not do. */
export interface WatchedPage {
  readonly page: Page;
  /** Errors in the page, and requests to anywhere else than its own origin. */
  readonly troubles: string[];
}

/** The context of all pages without options. They share a renderer, which lives while the first of them is open. */
const commonContexts = new WeakMap<Browser, Promise<BrowserContext>>();

function commonContext(browser: Browser): Promise<BrowserContext> {
  const context = commonContexts.get(browser) ?? withFirstPage(browser);
  commonContexts.set(browser, context);
  return context;
}

async function withFirstPage(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext();
  await context.newPage();
  return context;
}

/** Opens a page that notes errors and foreign requests. @param url of the local cloud */
export async function openPage(
  browser: Browser,
  url: string,
  options?: BrowserContextOptions & { readonly axe?: boolean },
): Promise<WatchedPage> {
  // The page's policy lets no other script in, and axe is one.
  const own = options && (await browser.newContext({ bypassCSP: options.axe === true, ...options }));
  const page = await (own ?? (await commonContext(browser))).newPage();
  onTestFinished(() => (own ?? page).close());
  page.setDefaultTimeout(10_000);
  const troubles: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") troubles.push(message.text());
  });
  page.on("pageerror", (error) => troubles.push(String(error)));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== url) troubles.push(`request to ${request.url()}`);
  });
  await page.goto(url);
  return { page, troubles };
}

/** Goes to a view by its link. */
export async function show(page: Page, view: "Call" | "Activity" | "Jobs" | "Faults"): Promise<void> {
  await page.getByRole("navigation").getByRole("link", { name: view }).click();
}

/** Sends the form of Call and waits for its answer. */
export async function send(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Send" }).click();
  await page.getByRole("link", { name: "Open the waterfall" }).waitFor();
}

interface AxeResults {
  readonly violations: readonly {
    readonly id: string;
    readonly nodes: readonly { readonly html: string }[];
  }[];
}

/** Leaves out what no test reads of the results. */
const axeOptions = { resultTypes: ["violations"], selectors: false, preload: false, iframes: false };

/** What axe finds wrong with the page as it is. */
export async function violations(page: Page): Promise<string[]> {
  // In the page, axe is a global.
  if (!(await page.evaluate("'axe' in window"))) await page.addScriptTag({ path: axePath });
  const results = (await page.evaluate(`axe.run(${JSON.stringify(axeOptions)})`)) as AxeResults;
  return results.violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`));
}

/** Writes a picture to `dist/screenshots/`. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const picture = await page.screenshot({ path: `${folder}${name}.png`, animations: "disabled" });
  expect(picture.length).toBeGreaterThan(1000);
}
