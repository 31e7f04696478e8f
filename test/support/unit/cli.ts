import colours from "picocolors";
import type { Terminal } from "../../../cli/lib/terminal.ts";

/** A terminal of 80 columns without colours. */
export const terminal: Terminal = { width: 80, colours: colours.createColors(false) };
