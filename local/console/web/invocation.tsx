import { useEffect, useState } from "preact/hooks";
import type { CallAnswer, InvocationRecord, State } from "../record.ts";
import { post } from "./api.ts";
import { Code } from "./code.tsx";
import { DemoButton } from "./demo.tsx";
import { Tabs } from "./parts.tsx";
import { Requests } from "./requests.tsx";
import { addressOf, go } from "./route.ts";
import { captionOf, totalsOf } from "./summary.ts";
import { callerText, standingOfInvocation, timeText } from "./text.ts";
import { Texts } from "./texts.tsx";
import { waterfallOf } from "./waterfall.ts";
import { WaterfallView } from "./waterfall-view.tsx";
import { Badge } from "./words.tsx";

/** One invocation: its waterfall, texts and requests, and ways to do it again. */
export function Invocation({ record, state }: { readonly record: InvocationRecord; readonly state: State }) {
  const [tab, choose] = useState("Waterfall");
  const now = useNow(record.ended === undefined);
  const [standing, word] = standingOfInvocation(record);
  const caption = captionOf(record);
  return (
    <article>
      <div class="title">
        <Badge standing={standing} word={word} />
        <h2>{record.operation}</h2>
        <code>{record.ids.join(", ")}</code>
      </div>
      <p class="dim">
        {[
          timeText(record.accepted),
          callerText(record),
          ...totalsOf(record, now),
          ...(record.code ? [record.code] : []),
        ].join(" · ")}
      </p>
      {caption && (
        <p class="caption" role="status">
          {caption}
        </p>
      )}
      <Actions record={record} />
      <Tabs
        label="Invocation"
        names={["Waterfall", "Event", "Answer", "Log", "Requests", "Code"]}
        chosen={tab}
        choose={choose}
      >
        {tab === "Waterfall" && (
          <WaterfallView waterfall={waterfallOf(record, now)} record={record} state={state} />
        )}
        {tab === "Requests" && <Requests record={record} state={state} />}
        {tab === "Code" && <Code key={record.id} order={{ id: record.id }} />}
        {["Event", "Answer", "Log"].includes(tab) && (
          <Texts key={record.id} id={record.id} version={record.version} tab={tab} />
        )}
      </Tabs>
    </article>
  );
}

/** The time of this machine, which goes on while `running`. */
function useNow(running: boolean): number {
  const [now, set] = useState(Date.now);
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => set(Date.now()), 250);
    return () => clearInterval(timer);
  }, [running]);
  return running ? Math.max(now, Date.now()) : now;
}

function Actions({ record }: { readonly record: InvocationRecord }) {
  const [state, say] = useState("");
  const isDemo = record.ids[0]?.startsWith("demo-");
  const repeat = () => {
    say("Repeating…");
    post<Pick<CallAnswer, "id">>("repeat", { id: record.id }).then(
      ({ id }) => {
        say("");
        if (id) go("activity", id);
      },
      (error: Error) => say(error.message),
    );
  };
  return (
    <div class="row">
      {isDemo ? (
        <>
          <DemoButton label="Run again" />
          <DemoButton label="Make it fail" fails />
        </>
      ) : (
        <button type="button" onClick={repeat} disabled={state === "Repeating…"}>
          {state || "Repeat"}
        </button>
      )}
      <a class="button" href={addressOf("call", record.operation)}>
        Call this operation
      </a>
    </div>
  );
}
