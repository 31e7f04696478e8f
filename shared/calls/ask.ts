import { ageOf, jobOf, lifecycleOf } from "../job/lifecycle.ts";
import type { BatchModel, Document, JobModel, Operation, PagesModel } from "../operation.ts";
import type { Stopped } from "../response/additions.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Request } from "../validation/validate.ts";
import { askInChunks } from "./batch.ts";
import { followPages } from "./pages.ts";
import { waitForJob } from "./wait.ts";

/** The bundle's own members of an answer that is put together. `fields` never removes them. */
export interface Additions {
  readonly missing?: readonly string[];
  readonly unanswered?: readonly string[];
  readonly stopped?: Stopped;
  /** The whole set of parameters for the next call. */
  readonly next?: Document;
}

export interface Asked {
  readonly document: Document;
  readonly additions: Additions;
}

interface AskOptions {
  /** Asks ICE once, retries included. */
  readonly call: (parameters: Document) => Promise<Document>;
  readonly clock: Clock;
  readonly random: () => number;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly sizeLimit: number;
  /** Bytes that a page's document takes in the answer. */
  readonly sizeOf: (document: Document) => number;
}

/**
 * Asks ICE: once, by pages, by chunks, or again until the job is done.
 * @throws ProblemError when there is nothing to answer with
 */
export async function ask(operation: Operation, request: Request, options: AskOptions): Promise<Asked> {
  const { job, pages, batch } = operation;
  const { wait, pages: limit } = request.controls;
  if (batch) return askBatch(batch, request, options);
  // Validation takes a control only where the operation has what it needs.
  if (limit !== undefined) return askPages(pages as PagesModel, limit, request, options);
  if (wait !== undefined) return askJob(job as JobModel, wait, request, options);
  return { document: await options.call(request.parameters), additions: {} };
}

async function askBatch(model: BatchModel, request: Request, { call }: AskOptions): Promise<Asked> {
  const { document, missing, unanswered, stopped } = await askInChunks(
    model,
    request.parameters[model.ids] as string[],
    (ids) => call({ ...request.parameters, [model.ids]: ids }),
  );
  const next = unanswered.length > 0 && { next: nextCall(request, { [model.ids]: unanswered }) };
  return { document, additions: { missing, unanswered, ...(stopped && { stopped }), ...next } };
}

async function askPages(
  model: PagesModel,
  limit: number | "all",
  request: Request,
  { call, sizeLimit, sizeOf }: AskOptions,
): Promise<Asked> {
  const { document, stopped, token } = await followPages(
    model,
    (nextToken) =>
      call({ ...request.parameters, ...(nextToken !== undefined && { [model.token]: nextToken }) }),
    { limit, token: request.parameters[model.token] as string | undefined, sizeLimit, sizeOf },
  );
  const next = token !== undefined && { next: nextCall(request, { [model.token]: token }) };
  return { document, additions: { ...(stopped && { stopped }), ...next } };
}

async function askJob(
  model: JobModel,
  seconds: number,
  request: Request,
  { call, clock, random, deadline }: AskOptions,
): Promise<Asked> {
  const look = async () => {
    const document = await call(request.parameters);
    const job = jobOf(model, document);
    return {
      answer: document,
      done: lifecycleOf(model, job, clock.now()).done,
      age: ageOf(model, job, clock.now()),
    };
  };
  const limit = clock.now() + seconds * 1000;
  const { answer, stopped } = await waitForJob(look, { limit, deadline, clock, random });
  return { document: answer, additions: stopped ? { stopped, next: nextCall(request, {}) } : {} };
}

function nextCall({ parameters, controls }: Request, progress: Document): Document {
  return { ...parameters, ...controls, ...progress };
}
