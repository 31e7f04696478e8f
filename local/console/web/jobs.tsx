import { useEffect, useState } from "preact/hooks";
import type { JobCard, JobsAnswer, OperationForm, State } from "../record.ts";
import { post, readJobs } from "./api.ts";
import { Notice } from "./parts.tsx";
import { addressOf } from "./route.ts";
import { count, type Standing, standingOf } from "./text.ts";
import { Name, Shape } from "./words.tsx";

const columns: readonly Standing[] = [
  "pending",
  "running",
  "succeeded",
  "partial",
  "failed",
  "cancelled",
  "unknown",
];

/** A board of the local ICE's jobs, its assets, and its clock. */
export function Jobs({ state }: { readonly state: State }) {
  const [answer, set] = useState<JobsAnswer>();
  const [failure, say] = useState("");
  const read = () =>
    readJobs().then(
      (jobs) => {
        set(jobs);
        say("");
      },
      (error: Error) => say(error.message),
    );
  useEffect(() => {
    if (state.target !== "local") return;
    void read();
    const timer = setInterval(() => document.hidden || void read(), 1000);
    return () => clearInterval(timer);
  }, [state.start]);
  const act = (path: string, body: unknown) =>
    post(path, body).then(
      () => read(),
      (error: Error) => say(error.message),
    );
  if (state.target !== "local")
    return (
      <Notice title="The functions call the real ICE">
        Its jobs, assets and clock can’t be set here. Start the local cloud with npm start to plan jobs.
      </Notice>
    );
  return (
    <div class="jobs">
      {failure && <Notice title={failure} wrong />}
      <PlantJob state={state} act={act} />
      {answer && <Board answer={answer} />}
      <div class="row cards">
        <Clock act={act} />
        {answer && <Assets state={state} answer={answer} act={act} />}
      </div>
    </div>
  );
}

type Act = (path: string, body: unknown) => Promise<unknown>;

function PlantJob({ state, act }: { readonly state: State; readonly act: Act }) {
  const forms = state.operations.filter(({ presets }) => presets.length > 0);
  const usual = forms.find(
    ({ presets }) => presets.length === Math.max(...forms.map((form) => form.presets.length)),
  );
  const [name, choose] = useState(usual?.name ?? "");
  const [id, setId] = useState("");
  const form = forms.find((each) => each.name === name);
  if (!form) return null;
  return (
    <section class="card" aria-label="Plant a job">
      <h2>Plant a job</h2>
      <div class="row">
        <label class="field inline">
          <span>Operation</span>
          <select value={name} onChange={(event) => choose(event.currentTarget.value)}>
            {forms.map((each) => (
              <option key={each.name} value={each.name}>
                {each.name}
              </option>
            ))}
          </select>
        </label>
        <label class="field inline">
          <span>ID</span>
          <input
            value={id}
            placeholder="chosen for you"
            maxLength={128}
            onInput={(event) => setId(event.currentTarget.value)}
          />
        </label>
      </div>
      <div class="row">
        {form.presets.map((preset) => (
          <button
            type="button"
            key={preset.name}
            onClick={() => act("jobs", { operation: name, preset: preset.name, ...(id && { id }) })}
          >
            {preset.label}
          </button>
        ))}
      </div>
      <OwnJob key={name} form={form} id={id} act={act} />
    </section>
  );
}

const firstScript = (form: OperationForm) =>
  `[\n  { "state": "${form.kind === "list" ? "Processing" : "Running"}", "seconds": 10 },\n  { "state": "Failed" }\n]`;

function OwnJob({ form, id, act }: { readonly form: OperationForm; readonly id: string; readonly act: Act }) {
  const [document, write] = useState(form.template);
  const [script, direct] = useState(firstScript(form));
  const [problem, say] = useState("");
  const plant = () => {
    const given = { document: parsed(document), script: parsed(script) };
    if (given.document === undefined || given.script === undefined)
      return say(`The ${given.document === undefined ? "document" : "script"} is not JSON.`);
    say("");
    // The template's ID stands where the operation has it.
    const own = id || "my-job";
    const renamed = JSON.parse(document.replaceAll('"my-job"', JSON.stringify(own)));
    return act("jobs", { operation: form.name, id: own, ...given, document: renamed });
  };
  return (
    <details>
      <summary>Your own document and script</summary>
      <label class="field">
        <span>Document: what ICE answers</span>
        <textarea
          rows={10}
          value={document}
          spellcheck={false}
          onInput={(event) => write(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>Script: its states, each for a number of seconds or looks</span>
        <textarea
          rows={5}
          value={script}
          spellcheck={false}
          onInput={(event) => direct(event.currentTarget.value)}
        />
      </label>
      {problem && <Notice title={problem} wrong />}
      <button type="button" onClick={plant}>
        Plant this job
      </button>
    </details>
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function Board({ answer }: { readonly answer: JobsAnswer }) {
  const of = (standing: Standing) =>
    answer.jobs.filter(({ phase, partial }) => standingOf(phase, partial) === standing);
  return (
    <section class="board" aria-label="Jobs by phase">
      {columns.map((standing) => {
        const jobs = of(standing);
        return (
          <div key={standing} class={`column is-${standing}`}>
            <h2>
              <span class={`badge is-${standing}`}>
                <Shape standing={standing} />
                {standing}
              </span>
              <span class="dim">{jobs.length}</span>
            </h2>
            <ul>
              {jobs.map((job) => (
                <Card key={`${job.operation} ${job.id}`} job={job} />
              ))}
            </ul>
            {jobs.length === 0 && <p class="dim small">No job</p>}
          </div>
        );
      })}
      {answer.jobCount > answer.jobs.length && (
        <p class="dim">{`The newest ${answer.jobs.length} of ${answer.jobCount} jobs.`}</p>
      )}
    </section>
  );
}

function Card({ job }: { readonly job: JobCard }) {
  const { id, operation, state, progress, retryAfter, planted } = job;
  return (
    <li class={planted ? "card job planted" : "card job"}>
      <code>{id}</code>
      <span class="dim small">
        <Name text={operation} />
      </span>
      <span>
        {state || "no state"}
        {progress !== undefined && ` · ${progress}\u00a0%`}
      </span>
      {progress !== undefined && <progress max={100} value={progress} aria-label={`Progress of ${id}`} />}
      {retryAfter !== undefined && <span class="dim small">{`next poll in ${retryAfter}\u00a0s`}</span>}
      <a href={addressOf("call", `${operation}~${id}`)}>Call</a>
    </li>
  );
}

function Clock({ act }: { readonly act: Act }) {
  return (
    <section class="card" aria-label="Clock">
      <h2>ICE’s clock</h2>
      <div class="row">
        <button type="button" onClick={() => act("clock", { advanceSeconds: 60 })}>
          Forward a minute
        </button>
        <button type="button" onClick={() => act("clock", { advanceSeconds: 3600 })}>
          Forward an hour
        </button>
      </div>
    </section>
  );
}

function Assets({
  state,
  answer,
  act,
}: {
  readonly state: State;
  readonly answer: JobsAnswer;
  readonly act: Act;
}) {
  const form = state.operations.find(({ kind }) => kind === "batch");
  const [id, setId] = useState("");
  if (!form) return null;
  const plant = () => {
    if (id)
      void act("assets", {
        id,
        document: JSON.parse(form.template.replaceAll('"my-asset"', JSON.stringify(id))),
      });
  };
  return (
    <section class="card" aria-label="Assets">
      <h2>Assets</h2>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          plant();
        }}
      >
        <label class="field inline">
          <span>ID</span>
          <input value={id} maxLength={128} onInput={(event) => setId(event.currentTarget.value)} />
        </label>
        <button type="submit" disabled={!id}>
          Add an asset
        </button>
      </form>
      <p class="dim small">{count(answer.assetCount, "asset")}</p>
      <ul class="ids-list">
        {answer.assets.slice(0, 20).map((each) => (
          <li key={each}>
            <code>{each}</code> <a href={addressOf("call", `${form.name}~${each}`)}>Call</a>
          </li>
        ))}
      </ul>
    </section>
  );
}
