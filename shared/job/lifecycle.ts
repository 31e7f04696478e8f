import { parseContainer } from "../answer/decode.ts";
import { isObject, member, select } from "../answer/path.ts";
import { ProblemError } from "../errors/problem.ts";
import { requestIdOf } from "../ice/request-id.ts";
import type { Document, JobModel, Phase } from "../operation.ts";
import { suggestedPause } from "./pause.ts";

/** How a job fares. */
export interface Lifecycle {
  readonly phase: Phase;
  /** ICE's own word, "" where there is none. */
  readonly state: string;
  readonly done: boolean;
  /** It succeeded, though parts of it failed. */
  readonly partial: boolean;
  /** Percent, 0 to 100, where ICE gives it or the job has parts. */
  readonly progress?: number;
  /** When to ask again, in seconds, 1 to 300. Only while the job is not done. */
  readonly retryAfter?: number;
}

/**
 * Reads a job's lifecycle. The outcome comes from the state alone: ICE leaves failure codes on jobs that succeeded.
 * Takes any JSON and never throws.
 * @param now milliseconds since the epoch, for the job's age
 */
export function lifecycleOf(model: JobModel, job: unknown, now: number): Lifecycle {
  const word = member(job, model.state);
  const state = typeof word === "string" ? word.trim() : "";
  const phase: Phase = Object.hasOwn(model.phases, state) ? (model.phases[state] as Phase) : "unknown";
  const done = phase === "succeeded" || phase === "failed" || phase === "cancelled";
  const parts = partStates(model, job);
  const progress = progressOf(model, job, parts);
  return {
    phase,
    state,
    done,
    partial: phase === "succeeded" && hasFailures(model, job, parts),
    ...(progress !== undefined && { progress }),
    ...(!done && { retryAfter: Math.round(suggestedPause(ageOf(model, job, now))) }),
  };
}

/**
 * The one job of an answer.
 * @throws ProblemError NotFound when the answer holds none
 */
export function jobOf(model: JobModel, document: Document): Document {
  const [job] = select(document, model.at);
  if (isObject(job) && (Object.hasOwn(job, model.id) || Object.hasOwn(job, model.state))) return job;
  throw new ProblemError("NotFound", { upstream: { requestId: requestIdOf(document.RequestId) } });
}

/** Seconds since the job was created, where ICE tells it. */
export function ageOf(model: JobModel, job: unknown, now: number): number | undefined {
  const created = model.created && member(job, model.created);
  const time = typeof created === "string" ? Date.parse(created.trim()) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, (now - time) / 1000);
}

function progressOf(model: JobModel, job: unknown, parts: readonly string[]): number | undefined {
  const percent = model.percent && member(job, model.percent);
  if (typeof percent === "number") return Math.min(100, Math.max(0, Math.round(percent)));
  if (parts.length === 0) return undefined;
  const done = parts.filter((state) => model.parts?.done.includes(state)).length;
  return Math.round((100 * done) / parts.length);
}

function hasFailures(model: JobModel, job: unknown, parts: readonly string[]): boolean {
  return (
    parts.some((state) => model.parts?.failed.includes(state)) ||
    (model.failures ?? []).some((path) => select(job, path).some(isNotEmpty))
  );
}

function partStates(model: JobModel, job: unknown): string[] {
  return (model.parts?.states ?? [])
    .flatMap((path) => select(job, path))
    .map((state) => (typeof state === "string" ? state.trim() : ""));
}

/** Whether a list, or the JSON text of one, has anything in it. */
function isNotEmpty(value: unknown): boolean {
  const list = typeof value === "string" ? parseContainer(value) : value;
  return Array.isArray(list) ? list.length > 0 : isObject(list) && Object.keys(list).length > 0;
}
