import type { InvocationRecord, RequestRecord } from "../record.ts";
import type { Standing } from "../standing.ts";
import { captionOf } from "./summary.ts";
import { durationText } from "./text.ts";

/** A bar of the waterfall. Places are percent of the track. */
export interface Bar {
  readonly from: number;
  readonly width: number;
  readonly tone: Standing | "wait" | "cold" | "pause";
  readonly text?: string;
}

export interface Row {
  readonly key: string;
  readonly label: string;
  readonly note: string;
  readonly tone: Standing | "plain";
  readonly bars: readonly Bar[];
  /** The planted fault that struck here. */
  readonly fault?: string;
}

export interface Waterfall {
  readonly rows: readonly Row[];
  /** Where the invocation's limit lies; undefined where it is far beyond the end. */
  readonly deadline: number | undefined;
  readonly caption: string;
}

/** Whether a bar is wide enough for its text, on a track of 200 pixels. */
export const hasRoom = ({ text = "", width }: Bar) => 2.2 * width > 6 * text.length;

/** This many polls with the same state, one after the other, are drawn as one row; so are this many answered calls. */
const foldFrom = 20;
/** A shorter pause gets no mark, in milliseconds. */
const shortestPause = 20;

/**
 * The waterfall of an invocation. Widths grow with the square root of the time, so that attempts of milliseconds and
 * pauses of seconds are both visible; the texts hold the exact times.
 * @param now of this machine, for what is under way
 */
export function waterfallOf(record: InvocationRecord, now: number): Waterfall {
  const end = Math.max(record.ended ?? now, record.accepted + 1);
  const deadlineAt = (record.ready ?? record.accepted) + record.limit.ms;
  const nearDeadline = deadlineAt - end < 2 * (end - record.accepted) && record.ended !== undefined;
  const place = scale(record, nearDeadline ? Math.max(end, deadlineAt) : end, end);
  const bar = (from: number, to: number, tone: Bar["tone"], text?: string): Bar => ({
    from: place(from),
    width: Math.max(place(to) - place(from), 0.7),
    tone,
    ...(text && { text }),
  });
  return {
    rows: [
      ...startRows(record, now, bar),
      ...stateRow(record, end, bar),
      ...requestRows(record, end, bar),
      endRow(record, end, bar),
    ],
    deadline: nearDeadline && deadlineAt >= record.accepted ? place(deadlineAt) : undefined,
    caption: captionOf(record),
  };
}

type MakeBar = (from: number, to: number, tone: Bar["tone"], text?: string) => Bar;

/** Places a time on the track, in percent. */
function scale({ accepted, assigned, ready, requests }: InvocationRecord, last: number, end: number) {
  const times = [
    accepted,
    assigned,
    ready,
    ...requests.flatMap(({ began, ended }) => [began, ended]),
    end,
    last,
  ];
  const points = [...new Set(times.filter((time) => time !== undefined))].sort((a, b) => a - b);
  const widths = points
    .slice(1)
    .map((point, index) => Math.max(Math.sqrt(point - (points[index] ?? point)), 2.5));
  const sums = [0];
  for (const width of widths) sums.push((sums.at(-1) ?? 0) + width);
  const total = sums.at(-1) || 1;
  const places = new Map(points.map((point, index) => [point, (100 * (sums[index] ?? 0)) / total]));
  return (time: number) => places.get(time) ?? (time < accepted ? 0 : 100);
}

function startRows(
  { accepted, assigned, ready, cold, ended }: InvocationRecord,
  now: number,
  bar: MakeBar,
): Row[] {
  const given = assigned ?? ended ?? now;
  const loaded = ready ?? ended ?? now;
  return [
    {
      key: "wait",
      label: "Waiting for an instance",
      note: durationText(given - accepted),
      tone: "plain",
      bars: [bar(accepted, given, "wait")],
    },
    ...(cold && assigned !== undefined
      ? [
          {
            key: "cold",
            label: "Cold start",
            note: durationText(loaded - assigned),
            tone: "plain" as const,
            bars: [bar(assigned, loaded, "cold")],
          },
        ]
      : []),
  ];
}

/** The job's state between polls, as bands. */
function stateRow({ requests }: InvocationRecord, end: number, bar: MakeBar): Row[] {
  const polls = requests.filter(({ state }) => state !== undefined);
  if (polls.length < 2) return [];
  const bands = polls.reduce<{ from: number; state: string; phase: Standing }[]>(
    (list, { began, state = "", phase }) => {
      if (list.at(-1)?.state !== state) list.push({ from: began, state, phase: phase ?? "unknown" });
      return list;
    },
    [],
  );
  return [
    {
      key: "state",
      label: "The job’s state",
      note: bands.map(({ state }) => state).join(" → "),
      tone: "plain",
      bars: bands.map(({ from, state, phase }, index) =>
        bar(from, bands[index + 1]?.from ?? end, phase, state),
      ),
    },
  ];
}

interface Run {
  readonly requests: RequestRecord[];
  readonly pauseFrom: number | undefined;
}

function requestRows({ requests, requestCount }: InvocationRecord, end: number, bar: MakeBar): Row[] {
  const numbered = numbers(requests);
  const rows = runsOf(requests).map(({ requests: run, pauseFrom }) => {
    const [first] = run as [RequestRecord];
    const last = run.at(-1) ?? first;
    const pause = pauseFrom === undefined ? 0 : first.began - pauseFrom;
    const marks =
      pauseFrom !== undefined && pause >= shortestPause
        ? [bar(pauseFrom, first.began, "pause", durationText(pause))]
        : [];
    const bars = run.map((each) => bar(each.began, each.ended ?? end, toneOf(each)));
    return {
      key: String(first.number),
      label:
        run.length > 1
          ? `${run.length} ${first.state === undefined ? "calls" : "polls"}`
          : (numbered.get(first) ?? ""),
      note:
        run.length > 1
          ? `${first.state ?? "200"}, ${durationText((last.ended ?? end) - first.began)} in all`
          : noteOf(first, end, marks.some((mark) => !hasRoom(mark)) ? pause : 0),
      tone: run.length > 1 ? ("plain" as const) : toneOf(first),
      bars: [...marks, ...bars],
      ...(first.fault !== undefined && { fault: first.fault }),
    };
  });
  const left = requestCount - requests.length;
  return left > 0
    ? [
        ...rows,
        {
          key: "more",
          label: `${left} more requests`,
          note: "The first 200 are shown.",
          tone: "plain",
          bars: [],
        },
      ]
    : rows;
}

/** Requests by row: many polls of one state in a row are one, and many calls that were answered. */
function runsOf(requests: readonly RequestRecord[]): Run[] {
  const groups: RequestRecord[][] = [];
  for (const request of requests) {
    const group = groups.at(-1);
    const first = group?.[0];
    if (group && first && answered(request) && answered(first) && first.state === request.state)
      group.push(request);
    else groups.push([request]);
  }
  const rows = groups.flatMap((group) => (group.length >= foldFrom ? [group] : group.map((each) => [each])));
  return rows.map((row, index) => ({ requests: row, pauseFrom: rows[index - 1]?.at(-1)?.ended }));
}

const answered = ({ status, fault }: RequestRecord) => status === 200 && fault === undefined;

/** Polls are counted; a request after a failed one is a retry. */
function numbers(requests: readonly RequestRecord[]): Map<RequestRecord, string> {
  const labels = new Map<RequestRecord, string>();
  let calls = 0;
  const polling = requests.filter(({ state }) => state !== undefined).length > 1;
  requests.forEach((request, index) => {
    const before = requests[index - 1];
    const isRetry = before !== undefined && before.status !== 200;
    if (!isRetry) calls += 1;
    labels.set(
      request,
      isRetry ? `Retry of ${polling ? "poll" : "call"} ${calls}` : `${polling ? "Poll" : "Call"} ${calls}`,
    );
  });
  return labels;
}

function toneOf({ ended, status, phase }: RequestRecord): Standing {
  if (ended === undefined) return "running";
  if (status !== 200) return "failed";
  return phase === "succeeded" ? "succeeded" : "running";
}

function noteOf(
  { began, ended, status, code, state, fault }: RequestRecord,
  end: number,
  pause: number,
): string {
  const parts = [
    ended === undefined
      ? "under way"
      : status === 0
        ? "no whole answer"
        : `${status}${code ? ` ${code}` : ""}`,
    ...(state === undefined ? [] : [state]),
    durationText((ended ?? end) - began),
    ...(pause > 0 ? [`after a pause of ${durationText(pause)}`] : []),
    ...(fault === undefined ? [] : [`planted: ${fault}`]),
  ];
  return parts.join(" · ");
}

function endRow(
  { ended, outcome, phase, partial, code, requests }: InvocationRecord,
  end: number,
  bar: MakeBar,
): Row {
  const from = requests.at(-1)?.ended ?? end;
  if (ended === undefined)
    return { key: "end", label: "Under way", note: "", tone: "running", bars: [bar(from, end, "pause")] };
  const failed = outcome === "failed";
  const tone: Standing = failed ? "failed" : partial ? "partial" : (phase ?? "succeeded");
  return {
    key: "end",
    label: failed ? "Error" : "Answer",
    note: failed ? (code ?? "failed") : phase ? (partial ? "succeeded, in part" : phase) : outcome,
    tone,
    bars: [bar(Math.min(from, end), end, tone)],
  };
}
