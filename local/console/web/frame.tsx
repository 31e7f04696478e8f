import { useEffect, useState } from "preact/hooks";
import type { State, Status } from "../record.ts";
import { Activity } from "./activity.tsx";
import { post } from "./api.ts";
import { Call } from "./call.tsx";
import { Faults } from "./faults.tsx";
import { Jobs } from "./jobs.tsx";
import type { Model } from "./model.ts";
import { Notice } from "./parts.tsx";
import { addressOf, useRoute, type View, views } from "./route.ts";
import { connect, useStore } from "./store.ts";
import { count, timeText } from "./text.ts";

const names: Readonly<Record<View, string>> = {
  call: "Call",
  activity: "Activity",
  jobs: "Jobs",
  faults: "Faults",
};

const icons: Readonly<Record<View, string>> = {
  call: "M3 8h9M8 3.5L12.5 8 8 12.5",
  activity: "M2 4h7M2 8h12M6 12h8",
  jobs: "M2.5 3h3v10h-3zM6.5 3h3v7h-3zM10.5 3h3v4h-3z",
  faults: "M9 2L3.5 9H8l-1 5 5.5-7H8z",
};

export function Frame() {
  const { model, state, failure } = useStore();
  const { view, id } = useRoute();
  useEffect(() => {
    document.title = `${names[view]} · ims-functions`;
  }, [view]);
  return (
    <div class="frame">
      <nav aria-label="Views">
        <span class="brand">ims-functions</span>
        {views.map((each) => (
          <a key={each} href={addressOf(each)} aria-current={each === view ? "page" : undefined}>
            <svg viewBox="0 0 16 16" width="18" height="18" aria-hidden="true">
              <path class="stroke" d={icons[each]} />
            </svg>
            {names[each]}
          </a>
        ))}
      </nav>
      <Bar model={model} state={state} />
      <main>
        <h1 class="unseen">{names[view]}</h1>
        {failure && !state ? (
          <Notice title={failure} wrong>
            This page tries again by itself.
          </Notice>
        ) : state ? (
          <Shown view={view} id={id} model={model} state={state} />
        ) : (
          <p class="dim">Loading…</p>
        )}
      </main>
    </div>
  );
}

function Shown({
  view,
  id,
  model,
  state,
}: {
  readonly view: View;
  readonly id: string;
  readonly model: Model;
  readonly state: State;
}) {
  if (view === "call") return <Call state={state} chosen={id} />;
  if (view === "jobs") return <Jobs state={state} />;
  if (view === "faults") return <Faults state={state} status={model.status} />;
  return <Activity model={model} state={state} chosen={id} />;
}

/** Target, region, ICE's clock, planted faults, connection. */
function Bar({ model, state }: { readonly model: Model; readonly state: State | undefined }) {
  const { status } = model;
  return (
    <header>
      {state && (
        <>
          <span class="fact">
            <span class="dim">Target</span>{" "}
            {state.target === "local" ? "the cloud on this machine" : `the real ICE (${state.where})`}
          </span>
          <span class="fact">
            <span class="dim">Region</span> {state.region}
          </span>
        </>
      )}
      {state?.target === "local" && status && (
        <>
          <IceClock offset={status.clockOffset} />
          <Planted status={status} />
        </>
      )}
      <Connection model={model} />
    </header>
  );
}

function IceClock({ offset }: { readonly offset: number }) {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => set(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const minutes = Math.round(offset / 60_000);
  return (
    <span class="fact">
      <span class="dim">ICE’s clock</span> <span class="numbers">{timeText(now + offset)}</span>
      {minutes !== 0 && (
        <span class="planted-mark">{`${minutes > 0 ? "+" : "−"}${count(Math.abs(minutes), "min", "min")}`}</span>
      )}
    </span>
  );
}

function Planted({ status: { planted } }: { readonly status: Status }) {
  const [failure, say] = useState("");
  if (planted.length === 0) return <span class="fact dim">No faults planted</span>;
  const clear = () =>
    post("faults/clear").then(
      () => say(""),
      (error: Error) => say(error.message),
    );
  return (
    <span class="fact">
      <span class="planted-mark">{count(planted.length, "fault")} planted</span>
      <button type="button" class="quiet" onClick={clear}>
        Clear
      </button>
      {failure && <span role="alert">{failure}</span>}
    </span>
  );
}

function Connection({ model: { connection, stoppedAt } }: { readonly model: Model }) {
  if (connection === "replaced")
    return (
      <span class="fact connection" role="status">
        Paused: this page is open in other tabs{" "}
        <button type="button" class="quiet" onClick={connect}>
          Resume
        </button>
      </span>
    );
  const text = {
    connecting: "Connecting",
    live: "Live",
    stopped: `Stopped at ${timeText(stoppedAt).slice(0, 5)}; retrying`,
  }[connection];
  return (
    <span class={`fact connection is-${connection}`} role="status">
      <span class="dot" aria-hidden="true" />
      {text}
    </span>
  );
}
