import { useEffect, useState } from "preact/hooks";
import type { JobCard, JobsAnswer, State } from "../record.ts";
import { type Standing, standingOf } from "../standing.ts";
import { post, readJobs } from "./api.ts";
import { Notice } from "./parts.tsx";
import { type Act, PlantJob } from "./plant-job.tsx";
import { addressOf } from "./route.ts";
import { count } from "./text.ts";
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
  const [notes, note] = useState<readonly string[]>([]);
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
    post<{ readonly notes?: readonly string[] }>(path, body).then(
      ({ notes = [] }) => {
        note(notes);
        return read();
      },
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
      {notes.map((text) => (
        <Notice key={text} title="Planted, with a note">
          {text}
        </Notice>
      ))}
      {answer && <Board answer={answer} />}
      <div class="row cards">
        <Clock act={act} />
        {answer && <Assets state={state} answer={answer} act={act} />}
      </div>
    </div>
  );
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
