import { ProblemError } from "../errors/problem.ts";
import { requestIdOf } from "../ice/request-id.ts";
import { isObject, member, select, trimmed } from "../json/path.ts";
import type { Document, JobModel, Phase } from "../operation.ts";
import { parseContainer } from "../response/decode.ts";
import { suggestedPause } from "./polling-interval.ts";

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
  const state = trimmed(member(job, model.state)) ?? "";
  const phase: Phase = Object.hasOwn(model.phases, state) ? (model.phases[state] as Phase) : "unknown";
  const done = phase === "succeeded" || phase === "failed" || phase === "cancelled";
  const parts = model.parts && countParts(model.parts, job);
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

interface PartCount {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

function countParts({ states, done, failed }: NonNullable<JobModel["parts"]>, job: unknown): PartCount {
  const words = states.flatMap((path) => select(job, path)).map(trimmed);
  const count = (among: readonly string[]) =>
    words.filter((word) => among.some((each) => each === word)).length;
  return { total: words.length, done: count(done), failed: count(failed) };
}

function progressOf(model: JobModel, job: unknown, parts: PartCount | undefined): number | undefined {
  const percent = model.percent && member(job, model.percent);
  if (typeof percent === "number") return Math.min(100, Math.max(0, Math.round(percent)));
  return parts && parts.total > 0 ? Math.round((100 * parts.done) / parts.total) : undefined;
}

function hasFailures({ failures }: JobModel, job: unknown, parts: PartCount | undefined): boolean {
  if (parts && parts.failed > 0) return true;
  return failures?.some((path) => select(job, path).some(isNotEmpty)) ?? false;
}

/** Whether a list, or the JSON text of one, has anything in it. */
function isNotEmpty(value: unknown): boolean {
  const list = typeof value === "string" ? parseContainer(value) : value;
  return Array.isArray(list) ? list.length > 0 : isObject(list) && Object.keys(list).length > 0;
}
