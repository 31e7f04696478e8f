import { useState } from "preact/hooks";
import type { FaultForm, State, Status, Strike } from "../record.ts";
import { post } from "./api.ts";
import { FieldInput } from "./field-input.tsx";
import { Notice } from "./parts.tsx";
import { addressOf } from "./route.ts";
import { count, timeText } from "./text.ts";

/** Every fault that can be planted, what is planted, and when it struck. */
export function Faults({ state, status }: { readonly state: State; readonly status: Status | undefined }) {
  const [operation, choose] = useState("");
  const [search, look] = useState("");
  if (state.target !== "local")
    return (
      <Notice title="The functions call the real ICE">
        Faults can’t be planted in it. Start the local cloud with npm start to plant some.
      </Notice>
    );
  const found = state.faults.filter(
    ({ fault, meaning, operations }) =>
      `${fault} ${meaning}`.toLowerCase().includes(search.toLowerCase()) &&
      (!operation || operations.includes(operation)),
  );
  return (
    <div class="faults">
      <Planted status={status} />
      <div class="filters">
        <label class="field inline">
          <span>Operation</span>
          <select value={operation} onChange={(event) => choose(event.currentTarget.value)}>
            <option value="">any operation</option>
            {state.operations.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
        </label>
        <label class="field inline">
          <span>Find</span>
          <input
            type="search"
            value={search}
            placeholder="throttled"
            onInput={(event) => look(event.currentTarget.value)}
          />
        </label>
      </div>
      {found.length === 0 && (
        <Notice title={`0 of ${state.faults.length}`}>
          <button
            type="button"
            onClick={() => {
              look("");
              choose("");
            }}
          >
            Clear filters
          </button>
        </Notice>
      )}
      <ul class="fault-list">
        {found.map((form) => (
          <Fault key={form.fault} form={form} operation={operation} />
        ))}
      </ul>
    </div>
  );
}

function Planted({ status }: { readonly status: Status | undefined }) {
  const planted = status?.planted ?? [];
  const strikes = status?.strikes ?? [];
  return (
    <section class="card" aria-label="Planted faults">
      <h2>Planted</h2>
      {planted.length === 0 && <p class="dim">No faults are planted.</p>}
      <ul>
        {planted.map(({ fault, operation, left }, index) => (
          <li key={index}>
            <span class="planted-mark">{fault}</span> {operation ?? "any operation"}
            {left === undefined ? ", every call" : `, ${count(left, "call")} left`}
          </li>
        ))}
      </ul>
      {strikes.length > 0 && (
        <>
          <h3>Struck</h3>
          <ul>
            {strikes.slice(0, 8).map((strike, index) => (
              <StrikeItem key={index} strike={strike} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function StrikeItem({ strike: { fault, operation, time, invocation } }: { readonly strike: Strike }) {
  return (
    <li>
      <span class="numbers dim">{timeText(time)}</span> {fault} on {operation}{" "}
      {invocation && <a href={addressOf("activity", invocation)}>Open the waterfall</a>}
    </li>
  );
}

const typedValue = (text: string): unknown =>
  /^(-?(0|[1-9]\d*)|true|false)$/.test(text) ? JSON.parse(text) : text;

function Fault({ form, operation }: { readonly form: FaultForm; readonly operation: string }) {
  const { fault, meaning, functionDoes, callerSees, settings } = form;
  const [values, set] = useState<Readonly<Record<string, string>>>({});
  const [times, count] = useState("1");
  const [said, say] = useState("");
  const label = times === "1" ? "Plant once" : `Plant ${times} times`;
  const plant = () => {
    const given = Object.entries(values).filter(([, value]) => value !== "");
    const typed = given.map(([name, value]) => [name, typedValue(value)]);
    const order = {
      fault,
      ...(operation && { operation }),
      ...(times !== "1" && { times: Number(times) }),
      ...Object.fromEntries(typed),
    };
    post("faults", order).then(
      () => say("Planted"),
      (error: Error) => say(error.message),
    );
  };
  return (
    <li class="card fault">
      <h2>
        <code>{fault}</code>
      </h2>
      <dl>
        <dt>ICE</dt>
        <dd>{meaning}</dd>
        {functionDoes && (
          <>
            <dt>The function</dt>
            <dd>{functionDoes}</dd>
          </>
        )}
        {callerSees && (
          <>
            <dt>The caller sees</dt>
            <dd>{callerSees}</dd>
          </>
        )}
      </dl>
      <details>
        <summary>Settings</summary>
        <label class="field inline">
          <span>Number of calls</span>
          <input value={times} inputMode="numeric" onInput={(event) => count(event.currentTarget.value)} />
        </label>
        {settings.map((field) => (
          <FieldInput
            key={field.name}
            field={{ ...field, name: field.name }}
            scope={fault}
            value={values[field.name] ?? ""}
            change={(value) => set({ ...values, [field.name]: value })}
          />
        ))}
      </details>
      <div class="row">
        <button type="button" onClick={plant} aria-label={`${label}: ${fault}`}>
          {label}
        </button>
        <span role="status" class="small">
          {said}
        </span>
      </div>
    </li>
  );
}
