import { standingOf } from "../../local/console/standing.ts";
import type { Lifecycle } from "../../shared/job/lifecycle.ts";
import { member } from "../../shared/json/value.ts";
import type { BatchOperation, Document, ListOperation } from "../../shared/operation.ts";
import { paint, standingText } from "./standing-text.ts";
import { type Column, table } from "./table.ts";
import { counted, oneLine, type Terminal } from "./terminal.ts";

/** What an invocation's log lines told. */
export interface Spent {
  readonly calls: number;
  readonly retries: number;
}

/**
 * A job's state as a line, such as `10:02:13  ◐ running    Running   40 %  next poll in 4 s`.
 * @param rest what stands at its end
 */
export function jobLine(lifecycle: Lifecycle, at: Date, terminal: Terminal, rest: string): string {
  const standing = standingOf(lifecycle.phase, lifecycle.partial);
  const { progress } = lifecycle;
  const cells = [
    at.toTimeString().slice(0, 8),
    paint(standing, standingText(standing).padEnd(11), terminal),
    oneLine(lifecycle.state).padEnd(10),
    (progress === undefined ? "" : `${progress} %`).padStart(5),
    rest,
  ];
  return `${cells.join("  ").trimEnd()}\n`;
}

/** Such as `10 s, 4 polls, 1 retry`. @param spent undefined where no log tells it */
export function totals(milliseconds: number, spent: Spent | undefined): string {
  return [
    `${Math.round(milliseconds / 1000)} s`,
    ...(spent ? [counted(spent.calls, "poll")] : []),
    ...(spent && spent.retries > 0 ? [spent.retries === 1 ? "1 retry" : `${spent.retries} retries`] : []),
  ].join(", ");
}

/** A list of jobs as a table, and whether it is complete. */
export function listText(
  operation: ListOperation,
  answer: Document,
  now: Date,
  terminal: Terminal,
  spent: Spent | undefined,
): string {
  const jobs = listOf(answer, operation.itemsField);
  const column = (field: string | undefined) => jobs.map((job) => oneLine(field && member(job, field)));
  const standings = jobs.map((job) => {
    const lifecycle = member(job, "lifecycle") as Lifecycle | undefined;
    return standingOf(lifecycle?.phase ?? "unknown", lifecycle?.partial);
  });
  const columns: Column[] = [
    { title: "JOB ID", cells: column(operation.idField).map((text) => ({ text })) },
    {
      title: "CREATED",
      cells: column(operation.createdField).map((text) => ({ text: timeText(text, now) })),
      drop: 2,
    },
    {
      title: "PHASE",
      cells: standings.map((standing) => ({
        text: standingText(standing),
        paint: (text) => paint(standing, text, terminal),
      })),
    },
    { title: "STATE", cells: column(operation.stateField).map((text) => ({ text })), drop: 1 },
  ];
  const pages = spent ? [counted(spent.calls, "page")] : [];
  const counts = [counted(jobs.length, "job"), ...pages].join(", ");
  const body = jobs.length > 0 ? table(columns, terminal.width) : "";
  return `${body}${counts}${completeness(operation, answer)}\n`;
}

function completeness({ tokenField }: ListOperation, answer: Document): string {
  const reason = member(answer.stopped, "reason");
  const token = member(answer.next, tokenField) ?? (reason ? undefined : answer[tokenField]);
  const goOn = token ? `\nTo go on: --${tokenField} ${oneLine(token)}` : "";
  if (reason) return `; stopped: ${oneLine(member(answer.stopped, "code") ?? reason)}.${goOn}`;
  return token ? `; there are more.${goOn}` : ", complete.";
}

/** The IDs of a batch as a table: found or not. */
export function batchText(operation: BatchOperation, answer: Document, terminal: Terminal): string {
  const { foundField, idField, ignoredField } = operation;
  const results: Readonly<Record<string, readonly unknown[]>> = {
    found: listOf(answer, foundField).map((each) => member(each, idField)),
    ignored: listOf(answer, ignoredField),
    missing: listOf(answer, "missing"),
    unanswered: listOf(answer, "unanswered"),
  };
  const rows = Object.entries(results).flatMap(([result, ids]) =>
    ids.map((id) => [oneLine(id), result] as const),
  );
  const hueOf = (result: string) => (result === "found" ? "green" : "yellow");
  const columns: Column[] = [
    { title: "ID", cells: rows.map(([text]) => ({ text })) },
    {
      title: "RESULT",
      cells: rows.map(([, text]) => ({ text, paint: (plain) => terminal.colours[hueOf(text)](plain) })),
    },
  ];
  const counts = Object.entries(results).map(([result, { length }]) => `${length} ${result}`);
  return `${table(columns, terminal.width)}${counts.join(", ")}.\n`;
}

/** Whether an answer is shown as text: what a caller picks, or wants to have another way, is data. */
export const isText = (parameters: Document): boolean =>
  parameters.fields === undefined && parameters.view === undefined && parameters.explain === undefined;

/** `09:41 UTC` of today, and `2026-11-24 09:41 UTC` of another day. What is no time stays. */
function timeText(text: string, now: Date): string {
  const time = new Date(text);
  if (text === "" || Number.isNaN(time.getTime())) return text;
  const [day, clock] = time.toISOString().split("T") as [string, string];
  const isToday = now.toISOString().startsWith(day);
  return `${isToday ? "" : `${day} `}${clock.slice(0, 5)} UTC`;
}

const listOf = (answer: Document, name: string): readonly unknown[] => {
  const value = answer[name];
  return Array.isArray(value) ? value : [];
};
