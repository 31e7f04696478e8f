import { useEffect, useRef, useState } from "preact/hooks";
import type { CallAnswer, Field, OperationForm, State, Via } from "../record.ts";
import { type Standing, standingOf } from "../standing.ts";
import { post, readJobs } from "./api.ts";
import { Code } from "./code.tsx";
import { FieldInput } from "./field-input.tsx";
import { JsonTree } from "./json-tree.tsx";
import { parse } from "./parse.ts";
import { Notice, Tabs, TextView } from "./parts.tsx";
import { addressOf, go } from "./route.ts";
import { useStore } from "./store.ts";
import { durationText } from "./text.ts";
import { Texts } from "./texts.tsx";
import { Badge } from "./words.tsx";

const ways: Readonly<Record<Via, string>> = {
  gateway: "API gateway",
  trigger: "HTTP trigger",
  invoke: "InvokeFunction",
  timer: "Timer",
  eventbridge: "EventBridge",
};

interface Result {
  readonly answer?: CallAnswer;
  readonly failure?: string;
}

/** A form for one operation, and its answer. `chosen` is an operation's name, or `<operation>~<ID>`. */
export function Call({ state, chosen }: { readonly state: State; readonly chosen: string }) {
  const [name = "", id = ""] = chosen.split("~");
  const form = state.operations.find((each) => each.name === name) ?? state.operations[0];
  if (!form) return <Notice title="There is no operation" />;
  return <Form key={`${form.name}~${id}`} state={state} form={form} id={id} />;
}

function Form({
  state,
  form,
  id,
}: {
  readonly state: State;
  readonly form: OperationForm;
  readonly id: string;
}) {
  const [via, choose] = useState<Via>("gateway");
  const [values, set] = useState<Readonly<Record<string, string>>>(
    id ? { [form.idParameter]: id } : state.target === "local" ? form.example : {},
  );
  const [result, show] = useState<Result>({});
  const [busy, work] = useState(false);
  const [known, learn] = useState<readonly string[]>([]);
  const element = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (state.target !== "local") return;
    readJobs().then(
      ({ jobs, assets }) =>
        learn(
          form.kind === "batch"
            ? assets
            : jobs.filter(({ operation }) => operation === form.name).map((job) => job.id),
        ),
      () => {},
    );
  }, [form, state.target]);

  const fields = form.fields[via];
  const parameters = Object.fromEntries(
    Object.entries(values).filter(
      ([name, value]) => value !== "" && fields.some((field) => field.name === name),
    ),
  );
  const problems = problemsIn(result.answer);
  const send = async () => {
    work(true);
    show({});
    const next = await post<CallAnswer>("call", { operation: form.name, via, parameters }).then(
      (answer): Result => ({ answer }),
      (error: Error): Result => ({ failure: error.message }),
    );
    work(false);
    show(next);
    const wrong = fields.find(({ name }) => problemsIn(next.answer).has(name));
    const details = wrong?.isControl && element.current?.querySelector("details");
    if (details) details.open = true;
    if (wrong) element.current?.querySelector<HTMLElement>(`[name="${wrong.name}"]`)?.focus();
  };
  const input = (field: Field) => (
    <FieldInput
      key={field.name}
      field={field}
      value={values[field.name] ?? ""}
      problem={problems.get(field.name)}
      known={field.name === form.idParameter ? known : []}
      change={(value) => set({ ...values, [field.name]: value })}
    />
  );
  return (
    <div class="split even">
      <form
        ref={element}
        class="call-form"
        noValidate
        aria-label="Call"
        onSubmit={(event) => {
          event.preventDefault();
          void send();
        }}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
          event.preventDefault();
          void send();
        }}
      >
        <label class="field">
          <span>Operation</span>
          <select value={form.name} onChange={(event) => go("call", event.currentTarget.value)}>
            {state.operations.map(({ name }) => (
              <option key={name} value={name}>
                {name}
              </option>
            ))}
          </select>
          <span class="help">{form.summary}</span>
        </label>
        <label class="field">
          <span>Call as</span>
          <select value={via} onChange={(event) => choose(event.currentTarget.value as Via)}>
            {form.ways.map((way) => (
              <option key={way} value={way}>
                {ways[way]}
              </option>
            ))}
          </select>
        </label>
        {fields.filter(({ isControl }) => !isControl).map(input)}
        <details>
          <summary>Controls</summary>
          {fields.filter(({ isControl }) => isControl).map(input)}
        </details>
        <div class="row">
          <button type="submit" class="main" disabled={busy}>
            {busy ? "Sending…" : "Send"}
          </button>
          <span class="dim small">Ctrl+Enter or ⌘+Enter</span>
        </div>
      </form>
      <section class="answer" aria-label="Answer" aria-busy={busy}>
        {result.failure ? (
          <Notice title={result.failure} wrong />
        ) : (
          <Answer answer={result.answer} busy={busy} order={{ operation: form.name, via, parameters }} />
        )}
      </section>
    </div>
  );
}

function Answer({
  answer,
  busy,
  order,
}: {
  readonly answer: CallAnswer | undefined;
  readonly busy: boolean;
  readonly order: unknown;
}) {
  const [tab, choose] = useState("Answer");
  const lifecycle = answer && lifecycleIn(answer);
  const version = useStore().model.records.get(answer?.id ?? "")?.version ?? 0;
  return (
    <>
      {answer && (
        <div class="title" role="status">
          <Status answer={answer} />
          {lifecycle && <Badge standing={lifecycle.standing} word={lifecycle.word} />}
          <span class="dim">{durationText(answer.milliseconds)}</span>
          {answer.id && <a href={addressOf("activity", answer.id)}>Open the waterfall</a>}
        </div>
      )}
      <Tabs label="Answer" names={["Answer", "Event", "Headers", "Log", "Code"]} chosen={tab} choose={choose}>
        {tab === "Code" && <Code order={order} />}
        {tab !== "Code" && !answer && (
          <Notice title={busy ? "Waiting for the answer" : "No answer yet"}>{!busy && "Press Send."}</Notice>
        )}
        {tab === "Answer" && answer && <TextView shown={answer.body} name="Answer" />}
        {(tab === "Event" || tab === "Log") && answer?.id && (
          <Texts key={answer.id} id={answer.id} version={version} tab={tab} />
        )}
        {tab === "Headers" && answer && <JsonTree value={Object.fromEntries(answer.headers)} />}
      </Tabs>
    </>
  );
}

function Status({ answer }: { readonly answer: CallAnswer }) {
  const failed = answer.status >= 400 || answer.headers.some(([name]) => name === "x-fc-error-type");
  return (
    <Badge
      standing={failed ? "failed" : "succeeded"}
      word={failed ? `${answer.status} error` : `${answer.status} OK`}
    />
  );
}

/** The problem document of an answer: an HTTP answer is one, an error envelope carries one in its message. */
function problemOf(answer: CallAnswer): Readonly<Record<string, unknown>> | undefined {
  const document = parse(answer.body.text) as Record<string, unknown> | undefined;
  if (typeof document?.errorMessage === "string")
    return parse(document.errorMessage) as Record<string, unknown>;
  return document;
}

function problemsIn(answer: CallAnswer | undefined): ReadonlyMap<string, string> {
  const errors = answer && problemOf(answer)?.errors;
  if (!Array.isArray(errors)) return new Map();
  return new Map(
    errors.map(({ parameter, problem }) => [String(parameter).replace(/\[\d+\]$/, ""), String(problem)]),
  );
}

function lifecycleIn(answer: CallAnswer): { standing: Standing; word: string } | undefined {
  const lifecycle = problemOf(answer)?.lifecycle as
    | { phase: Exclude<Standing, "partial">; partial: boolean; progress?: number }
    | undefined;
  if (!lifecycle) return undefined;
  const standing = standingOf(lifecycle.phase, lifecycle.partial);
  const progress = lifecycle.progress === undefined ? "" : ` ${lifecycle.progress} %`;
  return { standing, word: standing + progress };
}
