import { existsSync } from "node:fs";
import { type Browser, chromium } from "playwright-core";

/** A process for each page would take longer to start than most tests run. */
const oneRenderer = ["--process-per-site", "--renderer-process-limit=1", "--disable-site-isolation-trials"];

/**
 * Opens a Chromium: on Linux one from the npm registry, elsewhere the Chrome that is installed.
 * @throws an Error that says what to install
 */
export async function openBrowser(): Promise<Browser> {
  const args = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--in-process-gpu",
    ...oneRenderer,
  ];
  if (process.platform === "linux" && process.arch === "x64") {
    const { default: packaged } = await import("@sparticuz/chromium");
    const executablePath = await packaged.executablePath();
    if (existsSync(executablePath)) return chromium.launch({ executablePath, args });
  }
  return chromium.launch({ channel: "chrome", args }).catch((cause: Error) => {
    throw new Error(
      "The tests of the console need a browser: install Chrome (on Linux on x64, npm ci brings a Chromium).",
      { cause },
    );
  });
}
