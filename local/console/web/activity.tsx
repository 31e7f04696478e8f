import { useMemo, useRef, useState } from "preact/hooks";
import type { InvocationRecord, State } from "../record.ts";
import { Demo } from "./demo.tsx";
import { Invocation } from "./invocation.tsx";
import type { Model } from "./model.ts";
import { Notice } from "./parts.tsx";
import { addressOf } from "./route.ts";
import { totalsOf } from "./summary.ts";
import { callerText, count, standingOfInvocation, timeText } from "./text.ts";
import { Name, Shape } from "./words.tsx";

interface Filters {
  readonly operation: string;
  readonly caller: string;
  readonly outcome: string;
}

/** Rows that are drawn at first, and each time that the reader comes near their end. */
const rowsAtATime = 60;

const noFilters: Filters = { operation: "", caller: "", outcome: "" };

export function Activity({
  model,
  state,
  chosen,
}: {
  readonly model: Model;
  readonly state: State;
  readonly chosen: string;
}) {
  const [filters, filter] = useState(noFilters);
  const [held, hold] = useState<ReadonlySet<string> | undefined>();
  const [drawn, draw] = useState(rowsAtATime);
  const box = useRef<HTMLUListElement>(null);
  const matching = model.list.filter((record) => matches(record, filters));
  // While the reader has scrolled, the list holds still; what is in it goes on changing.
  const shown = held ? matching.filter(({ id }) => held.has(id)) : matching;
  const fresh = matching.length - shown.length;
  const follow = () => {
    hold(undefined);
    box.current?.scrollTo({ top: 0 });
  };
  const scrolled = () => {
    const top = box.current?.scrollTop ?? 0;
    if (top > 8 && !held) hold(new Set(model.list.map(({ id }) => id)));
    if (top <= 8 && held) {
      hold(undefined);
      draw(rowsAtATime);
    }
    const left = (box.current?.scrollHeight ?? 0) - top - (box.current?.clientHeight ?? 0);
    if (left < 600 && drawn < shown.length) draw(drawn + rowsAtATime);
  };
  const record = model.records.get(chosen);
  return (
    <div class={chosen ? "split has-chosen" : "split"}>
      <section class="list" aria-label="Invocations">
        <FilterBar model={model} filters={filters} filter={filter} />
        {model.list.length === 0 && <Empty state={state} connection={model.connection} />}
        {model.list.length > 0 && matching.length === 0 && (
          <Notice title={`0 of ${model.list.length}`}>
            <button type="button" onClick={() => filter(noFilters)}>
              Clear filters
            </button>
          </Notice>
        )}
        {fresh > 0 && (
          <button type="button" class="fresh" onClick={follow}>
            {fresh} new
          </button>
        )}
        <ul class="rows" ref={box} onScroll={scrolled}>
          {shown.slice(0, drawn).map((each) => (
            <Row key={each.id} record={each} chosen={each.id === chosen} />
          ))}
        </ul>
      </section>
      {chosen && (
        <section class="detail" aria-label="Invocation">
          <a class="back" href={addressOf("activity")}>
            ← All invocations
          </a>
          {record ? (
            <Invocation record={record} state={state} />
          ) : model.connection === "connecting" ? (
            <p class="dim">Loading…</p>
          ) : (
            <Notice title="Older than the last 500">
              The local cloud keeps its last 500 invocations, and none over a restart.
            </Notice>
          )}
        </section>
      )}
    </div>
  );
}

function Empty({ state, connection }: { readonly state: State; readonly connection: Model["connection"] }) {
  if (connection === "connecting") return null;
  if (state.target === "local") return <Demo state={state} />;
  return (
    <Notice title="No invocations yet">
      Call a function from <a href={addressOf("call")}>Call</a>, or from your own code.
    </Notice>
  );
}

const matches = (record: InvocationRecord, { operation, caller, outcome }: Filters) =>
  (!operation || record.operation === operation) &&
  (!caller || record.caller === caller) &&
  (!outcome || standingOfInvocation(record)[1] === outcome);

function FilterBar({
  model,
  filters,
  filter,
}: {
  readonly model: Model;
  readonly filters: Filters;
  filter(filters: Filters): void;
}) {
  if (model.list.length === 0) return null;
  const values = (of: (record: InvocationRecord) => string) => [...new Set(model.list.map(of))].sort();
  const pick = (
    name: keyof Filters,
    label: string,
    options: readonly string[],
    text = (value: string) => value,
  ) => {
    const all = options.includes(filters[name]) || !filters[name] ? options : [...options, filters[name]];
    return (
      <label>
        <span class="unseen">{label}</span>
        <select
          value={filters[name]}
          onChange={(event) => filter({ ...filters, [name]: event.currentTarget.value })}
        >
          <option value="">{label}: all</option>
          {all.map((value) => (
            <option key={value} value={value}>
              {text(value)}
            </option>
          ))}
        </select>
      </label>
    );
  };
  return (
    <div class="filters">
      {pick(
        "operation",
        "Operation",
        values(({ operation }) => operation),
      )}
      {pick(
        "caller",
        "Caller",
        values(({ caller }) => caller),
        (value) => callerText({ caller: value as InvocationRecord["caller"] }),
      )}
      {pick(
        "outcome",
        "Outcome",
        values((record) => standingOfInvocation(record)[1]),
      )}
      <span class="dim">{count(model.list.length, "invocation")}</span>
    </div>
  );
}

function Row({ record, chosen }: { readonly record: InvocationRecord; readonly chosen: boolean }) {
  // Drawn anew only where the record is another one.
  return useMemo(() => {
    const [standing, word] = standingOfInvocation(record);
    const { id, accepted, operation, ids, idCount, code } = record;
    const more = idCount > ids.length ? ` +${idCount - ids.length}` : "";
    return (
      <li>
        <a href={addressOf("activity", id)} aria-current={chosen ? "true" : undefined}>
          <span class="numbers dim">{timeText(accepted)}</span>
          <span class={`badge is-${standing}`}>
            <Shape standing={standing} />
            {word}
          </span>
          <span class="operation">
            <Name text={operation} />
          </span>
          <span class="ids">{ids.join(", ") + more}</span>
          <span class="totals dim">
            {[callerText(record), ...(code ? [code] : []), ...totalsOf(record)].join(" · ")}
          </span>
        </a>
      </li>
    );
  }, [record, chosen]);
}
