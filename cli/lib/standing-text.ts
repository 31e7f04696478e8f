import type { Standing } from "../../local/console/standing.ts";
import type { Terminal } from "./terminal.ts";

type Hue = keyof Terminal["colours"];

/** Shape and hue of every standing, as in the console: never a hue alone. */
const looks: Readonly<Record<Standing, readonly [shape: string, hue: Hue]>> = {
  pending: ["○", "gray"],
  running: ["◐", "blue"],
  succeeded: ["●", "green"],
  partial: ["◕", "yellow"],
  failed: ["✕", "red"],
  cancelled: ["⊘", "gray"],
  unknown: ["?", "magenta"],
};

/** Such as `● succeeded`, without its hue. */
export const standingText = (standing: Standing): string => `${looks[standing][0]} ${standing}`;

/** Gives a text the hue of a standing. */
export const paint = (standing: Standing, text: string, { colours }: Terminal): string =>
  colours[looks[standing][1]](text);
