import type { InvocationRecord } from "../record.ts";
import { type Standing, standingOf } from "../standing.ts";

/** The standing of an invocation, and its word. */
export function standingOfInvocation(record: InvocationRecord): readonly [Standing, string] {
  const { outcome, phase, partial } = record;
  if (outcome === "running") return ["running", "under way"];
  if (outcome === "failed") return ["failed", "failed"];
  if (phase) return [standingOf(phase, partial), partial ? "partial" : phase];
  if (outcome === "incomplete") return ["partial", "incomplete"];
  return ["succeeded", outcome];
}

const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", second: "2-digit" });

export const timeText = (time: number) => clock.format(time);

/** 6.2 s, 340 ms, 2 min 5 s. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return seconds < 3600
    ? `${Math.floor(seconds / 60)} min ${seconds % 60} s`
    : `${Math.floor(seconds / 3600)} h ${Math.floor((seconds % 3600) / 60)} min`;
}

export const count = (number: number, one: string, many = `${one}s`) =>
  `${number} ${number === 1 ? one : many}`;

export function bytesText(bytes: number): string {
  if (bytes < 1024) return count(bytes, "byte");
  return bytes < 1 << 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / (1 << 20)).toFixed(1)} MiB`;
}

const callerWords: Readonly<Record<InvocationRecord["caller"], string>> = {
  http: "HTTP trigger",
  apigateway: "gateway",
  timer: "timer",
  eventbridge: "EventBridge",
  notification: "notification",
  direct: "direct",
  unknown: "unknown",
};

/** Who called, and whether it was answered before the function ran. */
export const callerText = ({
  caller,
  asynchronous,
}: Pick<InvocationRecord, "caller"> & Partial<InvocationRecord>) =>
  asynchronous ? `${callerWords[caller]}, asynchronous` : callerWords[caller];
