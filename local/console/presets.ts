import { sampleJob } from "../../functions/samples.ts";
import { jobPath, joinPaths, valueAt, withValue } from "../../functions/subject.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document, JobOperation, ListOperation, Operation, Phase } from "../../shared/operation.ts";
import type { ScriptStep } from "../ice/script.ts";

/** A job that a click plants. */
export interface Preset {
  readonly name: string;
  readonly label: string;
  /** Whether an operation can have such a job. */
  fits(operation: WithJobs): boolean;
  /** @param ice the word of the operation for a phase */
  script(operation: WithJobs, ice: (phase: Phase) => string): readonly ScriptStep[];
  readonly partial?: true;
}

type WithJobs = JobOperation | ListOperation;

export const hasJobs = (operation: Operation): operation is WithJobs => operation.kind !== "batch";

const always = () => true;
const percent = ({ percentField }: WithJobs, value: number) =>
  percentField === undefined ? {} : { set: { [percentField]: value } };

const steps = (operation: WithJobs, ice: (phase: Phase) => string, last: Phase): ScriptStep[] => [
  { state: ice("pending"), seconds: 2, ...percent(operation, 0) },
  { state: ice("running"), seconds: 4, ...percent(operation, 40) },
  { state: ice("running"), seconds: 4, ...percent(operation, 80) },
  { state: ice(last), ...percent(operation, last === "succeeded" ? 100 : 80) },
];

export const presets: readonly Preset[] = [
  {
    name: "succeeds",
    label: "Succeeds in 10 s",
    fits: always,
    script: (operation, ice) => steps(operation, ice, "succeeded"),
  },
  {
    name: "fails",
    label: "Fails in 10 s",
    fits: always,
    script: (operation, ice) => steps(operation, ice, "failed"),
  },
  {
    name: "never-ends",
    label: "Never ends",
    fits: always,
    script: (operation, ice) => [{ state: ice("running"), ...percent(operation, 10) }],
  },
  {
    name: "partial",
    label: "Succeeds in part",
    fits: ({ parts, failurePaths }) => parts !== undefined || failurePaths !== undefined,
    script: (operation, ice) => steps(operation, ice, "succeeded"),
    partial: true,
  },
  {
    name: "unknown-word",
    label: "Unknown state word",
    fits: always,
    script: (operation) => [{ state: "Teleporting", ...percent(operation, 40) }],
  },
  {
    name: "sticks",
    label: "Sticks at 99 %",
    fits: ({ percentField }) => percentField !== undefined,
    script: (operation, ice) => [{ state: ice("running"), ...percent(operation, 99) }],
  },
];

/** The document and script of a preset, as a control request takes them. */
export function presetJob(operation: WithJobs, preset: Preset, id: string, now: number) {
  const ice = (phase: Phase) => wordFor(operation, phase);
  return {
    document: newJob(operation, id, now, preset.partial === true),
    script: preset.script(operation, ice),
  };
}

/** ICE's word for a phase; where an operation has no word for it, the one for running. */
function wordFor({ phases }: WithJobs, phase: Phase): string {
  const word = (wanted: Phase) => Object.entries(phases).find(([, each]) => each === wanted)?.[0];
  return word(phase) ?? word("running") ?? "";
}

/** The documented sample with another ID, made now; all of its parts succeeded unless `partial`. */
export function newJob(operation: WithJobs, id: string, now: number, partial = false): Document {
  const at = jobPath(operation);
  const { failurePaths = [], parts } = operation;
  const named = failurePaths.reduce<unknown>(
    (document, path) =>
      withValue(document, joinPaths(at, path), partial ? '[{"errorCode":"NoMediaData"}]' : "[]"),
    withoutFailures(sampleJob(operation, id, now)),
  );
  const [done = "", failed = done] = [parts?.doneStates[0], parts?.failedStates[0]];
  return (parts?.statePaths ?? []).reduce<unknown>(
    (document, path, index) =>
      withValue(
        document,
        at,
        withParts(valueAt(document, at), path.split("[]."), partial && index === 0 ? failed : done),
      ),
    named,
  ) as Document;
}

/** Without the codes and messages that the documented jobs have kept from failures. */
function withoutFailures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFailures);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([name]) => name !== "Code" && name !== "Message");
  return Object.fromEntries(kept.map(([name, inner]) => [name, withoutFailures(inner)]));
}

/** Sets a member of every item of a list, also inside the items of lists. */
function withParts(value: unknown, [list = "", ...rest]: readonly string[], state: string): unknown {
  if (rest.length === 0) return withValue(value, list, state);
  const items = valueAt(value, list);
  if (!Array.isArray(items)) return value;
  return withValue(
    value,
    list,
    items.map((item) => withParts(item, rest, state)),
  );
}
