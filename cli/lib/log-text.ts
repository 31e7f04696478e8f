import { printable } from "../../local/console/printable.ts";
import { type Standing, standingOf } from "../../local/console/standing.ts";
import { parseJson } from "../../shared/json/parse.ts";
import { isObject } from "../../shared/json/value.ts";
import type { LogEntry } from "../../shared/log.ts";
import { paint, standingText } from "./standing-text.ts";
import { counted, oneLine, type Terminal } from "./terminal.ts";

/**
 * A line that a function printed, for people: of a log line who asked for what and how it ended, such as
 * `10:02:11  ● succeeded   GetMediaConvertJob  http  12 ms, 1 attempt  my-job`; any other line as it is.
 */
export function logText(functionName: string, line: string, terminal: Terminal): string {
  const entry = parseJson(line);
  if (!isObject(entry) || typeof entry.operation !== "string" || typeof entry.outcome !== "string")
    return printable(`${functionName}  ${line}`);
  return describe(entry as unknown as LogEntry, terminal);
}

function describe(entry: LogEntry, terminal: Terminal): string {
  const standing = standingOfEntry(entry);
  const word = entry.phase ?? entry.outcome;
  const mark = `${standingText(standing).split(" ")[0]} ${word}`;
  const cells = [
    new Date(entry.time).toTimeString().slice(0, 8),
    paint(standing, mark.padEnd(12), terminal),
    oneLine(entry.operation),
    oneLine(entry.caller),
    `${entry.totalMs} ms, ${counted(entry.attempts, "attempt")}`,
    [entry.code, entry.upstreamCode].filter(Boolean).map(oneLine).join(" "),
    // Last, because it is long: on a narrow terminal it goes on in the next line.
    ...(entry.ids?.first.slice(0, 1) ?? []).map(oneLine),
  ].filter((cell) => cell !== "");
  const warnings = [
    ...(entry.errors ?? []).map(({ parameter, problem }) => `${parameter} ${problem}`),
    ...(entry.drift ?? []).map(({ path, kind }) => `drift: ${path} ${kind}`),
    ...(entry.advice ? [entry.advice] : []),
  ];
  const hue = entry.level === "error" ? "red" : "yellow";
  return [
    cells.join("  ").trimEnd(),
    ...warnings.map((text) => terminal.colours[hue](`          ${oneLine(text)}`)),
  ].join("\n");
}

function standingOfEntry({ outcome, phase }: LogEntry): Standing {
  if (outcome === "failed") return "failed";
  if (outcome === "incomplete") return "partial";
  return standingOf(phase ?? "succeeded");
}
