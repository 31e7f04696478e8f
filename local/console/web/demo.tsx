import { useState } from "preact/hooks";
import type { CallOrder, State } from "../record.ts";
import { post } from "./api.ts";
import { go } from "./route.ts";
import { knownRecords } from "./store.ts";

/** Runs the demo and opens its waterfall. @throws Refusal */
export async function runDemo(fails: boolean): Promise<void> {
  const { parameters } = await post<CallOrder>("demo", { fails });
  const ids = Object.values(parameters);
  // The invocation comes by the event stream.
  for (let wait = 0; wait < 100; wait++) {
    const record = knownRecords().find((each) => ids.includes(each.ids[0] ?? ""));
    if (record) return go("activity", record.id);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A button that runs the demo. */
export function DemoButton({
  fails = false,
  label,
  main = false,
}: {
  readonly fails?: boolean;
  readonly label: string;
  readonly main?: boolean;
}) {
  const [state, say] = useState("");
  const run = () => {
    say("Starting…");
    runDemo(fails).then(
      () => say(""),
      (error: Error) => say(error.message),
    );
  };
  return (
    <button type="button" class={main ? "main" : ""} disabled={state === "Starting…"} onClick={run}>
      {state || label}
    </button>
  );
}

/** The card of the first visit. */
export function Demo({ state }: { readonly state: State }) {
  return (
    <div class="card demo">
      <h2>See what a function does</h2>
      <p>
        The demo plants a job that takes 10 seconds and one throttle in the local ICE. Then it asks a function
        to wait for the job.
      </p>
      <DemoButton label="Run the demo" main />
      <p class="dim">Nothing runs by itself. {state.operations.length} functions are ready.</p>
    </div>
  );
}
