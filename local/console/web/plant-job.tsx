import { useState } from "preact/hooks";
import type { OperationForm, State } from "../record.ts";
import { Notice } from "./parts.tsx";

/** Writes, and reads the jobs again. What may be a mistake is told, too. */
export type Act = (path: string, body: unknown) => Promise<unknown>;

/** Plants a job: a preset, or one with a document and a script of one's own. */
export function PlantJob({ state, act }: { readonly state: State; readonly act: Act }) {
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
