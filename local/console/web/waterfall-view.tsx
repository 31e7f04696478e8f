import type { InvocationRecord, State } from "../record.ts";
import { count, durationText } from "./text.ts";
import { hasRoom, type Waterfall } from "./waterfall.ts";

const limits = {
  timeout: "the function’s timeout",
  gateway: "how long an API gateway waits",
  wait: "the time asked for with wait",
} as const;

/** A waterfall as rows of HTML. */
export function WaterfallView({
  waterfall,
  record,
  state,
}: {
  readonly waterfall: Waterfall;
  readonly record: InvocationRecord;
  readonly state: State;
}) {
  const { rows, deadline } = waterfall;
  return (
    <>
      <ol class="waterfall" aria-label="Waterfall">
        {rows.map(({ key, label, note, tone, bars, fault }) => (
          <li key={key} class={`is-${tone}${fault === undefined ? "" : " planted"}`}>
            <span class="label">{label}</span>
            <span class="track" aria-hidden="true">
              {bars.map((bar, index) => (
                <span
                  key={index}
                  class={`bar is-${bar.tone}`}
                  style={{ left: `${bar.from}%`, width: `${bar.width}%` }}
                >
                  {hasRoom(bar) ? bar.text : ""}
                </span>
              ))}
              {deadline !== undefined && <span class="deadline" style={{ left: `${deadline}%` }} />}
            </span>
            <span class="note">{note}</span>
          </li>
        ))}
      </ol>
      <p class="dim small">
        {deadline === undefined
          ? `Far away: ${limits[record.limit.of]}, ${durationText(record.limit.ms)}. `
          : `The line is ${limits[record.limit.of]}, ${durationText(record.limit.ms)}. `}
        Widths are compressed; the times are exact.
        {state.target === "ice" &&
          ` With the real ICE, single attempts are not visible here: the log line counts ${count(record.attempts ?? 0, "attempt")} and ${durationText(record.upstreamMs ?? 0)} in ICE.`}
      </p>
    </>
  );
}
