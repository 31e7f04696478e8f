import { ProblemError } from "../errors/problem.ts";
import { shownRequestId } from "../ice/request-id.ts";
import { parseContainer } from "../json/container.ts";
import { isObject, member, select, trimmed } from "../json/value.ts";
import type { Document, JobFields, JobOperation, Phase } from "../operation.ts";
import { pollingInterval } from "./polling-interval.ts";

/** Where a job stands. */
export interface Lifecycle {
  readonly phase: Phase;
  /** ICE's own word; "" where ICE gives no word. */
  readonly state: string;
  readonly done: boolean;
  /** It succeeded, but parts of it failed. */
  readonly partial: boolean;
  /** Percent, 0 to 100, where ICE gives one or the job has parts. */
  readonly progress?: number;
  /** Seconds until the next poll is worth it, 1 to 300. Only while the job is not done. */
  readonly retryAfter?: number;
}

/**
 * Reads a job's lifecycle. The outcome comes from the state alone: ICE leaves failure codes on jobs that succeeded.
 * Takes any JSON and never throws.
 * @param now milliseconds since the epoch, for the job's age
 * @param hints for `retryAfter`: how long the job has been waited for, and how long such a job usually takes, in seconds
 */
export function lifecycleOf(
  fields: JobFields,
  job: unknown,
  now: number,
  hints: { readonly waited?: number | undefined; readonly usual?: number | undefined } = {},
): Lifecycle {
  const state = trimmed(member(job, fields.stateField)) ?? "";
  const phase: Phase = Object.hasOwn(fields.phases, state) ? (fields.phases[state] as Phase) : "unknown";
  const done = phase === "succeeded" || phase === "failed" || phase === "cancelled";
  const parts = fields.parts && countParts(fields.parts, job);
  const progress = progressOf(fields, job, parts);
  return {
    phase,
    state,
    done,
    partial: phase === "succeeded" && hasFailures(fields, job, parts),
    ...(progress !== undefined && { progress }),
    ...(!done && {
      retryAfter: Math.round(pollingInterval(ageOf(fields, job, now) ?? hints.waited, hints.usual)),
    }),
  };
}

/**
 * The job of an answer.
 * @throws ProblemError NotFound when the answer holds none
 */
export function jobOf({ jobField, idField, stateField }: JobOperation, document: Document): Document {
  const job = jobField === "" ? document : member(document, jobField);
  if (isObject(job) && (Object.hasOwn(job, idField) || Object.hasOwn(job, stateField))) return job;
  throw new ProblemError("NotFound", { upstream: { requestId: shownRequestId(document.RequestId) } });
}

/** Seconds since the job was created, where ICE tells it. */
export function ageOf({ createdField }: JobFields, job: unknown, now: number): number | undefined {
  const created = createdField && member(job, createdField);
  const time = typeof created === "string" ? Date.parse(created.trim()) : Number.NaN;
  return Number.isNaN(time) ? undefined : Math.max(0, (now - time) / 1000);
}

interface PartCount {
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

function countParts(
  { statePaths, doneStates, failedStates }: NonNullable<JobFields["parts"]>,
  job: unknown,
): PartCount {
  const states = statePaths.flatMap((path) => select(job, path)).map(trimmed);
  const count = (among: readonly string[]) =>
    states.filter((state) => among.some((each) => each === state)).length;
  return { total: states.length, done: count(doneStates), failed: count(failedStates) };
}

/** ICE's own percentage of a job, 0 to 100 and not rounded, where it gives one. */
export function percentOf({ percentField }: JobFields, job: unknown): number | undefined {
  const percent = percentField && member(job, percentField);
  // 1e400 is Infinity here: a number that ICE can't have meant.
  if (typeof percent !== "number" || !Number.isFinite(percent)) return undefined;
  return Math.min(100, Math.max(0, percent));
}

function progressOf(fields: JobFields, job: unknown, parts: PartCount | undefined): number | undefined {
  const percent = percentOf(fields, job);
  if (percent !== undefined) return Math.round(percent);
  return parts && parts.total > 0 ? Math.round((100 * parts.done) / parts.total) : undefined;
}

function hasFailures({ failurePaths }: JobFields, job: unknown, parts: PartCount | undefined): boolean {
  if (parts && parts.failed > 0) return true;
  return failurePaths?.some((path) => select(job, path).some(isNotEmpty)) ?? false;
}

/** Whether a list, or the JSON text of one, has anything in it. */
function isNotEmpty(value: unknown): boolean {
  const list = typeof value === "string" ? parseContainer(value) : value;
  return Array.isArray(list) ? list.length > 0 : isObject(list) && Object.keys(list).length > 0;
}
