import { startCloud } from "../../local/cloud.ts";
import { openBrowser } from "../support/browser/browser.ts";

/** What the console did while invocations streamed in. */
export interface StreamedConsole {
  readonly invocations: number;
  /** Milliseconds that 95 of 100 frames took at most, and the longest one. */
  readonly frameP95: number;
  readonly longestFrame: number;
  /** Invocations that the page counts at the end. */
  readonly counted: string | null;
}

const sideBySide = 8;

/** Opens the console in a browser, makes invocations as fast as the cloud answers, and measures the page's frames. */
export async function streamConsole(invocations = 2000): Promise<StreamedConsole> {
  const [browser, cloud] = await Promise.all([openBrowser(), startCloud({ log: () => {} })]);
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
    await page.goto(cloud.url);
    await page.getByText("Live").waitFor();
    await page.evaluate(noteFrames);
    let asked = 0;
    const ask = async () => {
      while (asked++ < invocations)
        await (await fetch(`${cloud.url}/GetMediaConvertJob?JobId=none-${asked}`)).arrayBuffer();
    };
    await Promise.all(Array.from({ length: sideBySide }, ask));
    // The stream sends what has changed several times a second.
    await page.waitForTimeout(500);
    const frames = ((await page.evaluate("frames95")) as number[]).sort((a, b) => a - b);
    return {
      invocations,
      frameP95: Math.round(frames[Math.floor(frames.length * 0.95)] ?? 0),
      longestFrame: Math.round(frames.at(-1) ?? 0),
      counted: await page.locator(".filters .dim").textContent(),
    };
  } finally {
    await Promise.all([browser.close(), cloud.close()]);
  }
}

/** Runs in the page: the time between one frame and the next, from now on. */
const noteFrames = `
  window.frames95 = [];
  let last = performance.now();
  const note = (now) => {
    frames95.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);`;
