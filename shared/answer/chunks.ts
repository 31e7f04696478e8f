import { ProblemError } from "../errors/problem.ts";
import type { BatchModel, Document } from "../operation.ts";
import { member } from "./path.ts";
import { type Stopped, stoppedBy } from "./stopped.ts";

export interface Batch {
  /** The first answered chunk's document, with what all of them found and ignored. */
  readonly document: Document;
  /** IDs that ICE answered for but neither found nor ignored. */
  readonly missing: readonly string[];
  /** IDs whose call failed or was never made. */
  readonly unanswered: readonly string[];
  readonly stopped?: Stopped;
}

/** Calls under way at once: an account's rate limit is shared by all who call. */
const sideBySide = 4;

/**
 * Asks for many IDs in chunks, a few at a time. Every distinct ID is in the end found, ignored, missing or unanswered,
 * each in the order asked; found wins over ignored. After a failure that no retry helps, no further chunk is asked.
 * @throws ProblemError the first chunk's, if all failed
 */
export async function askInChunks(
  model: BatchModel,
  ids: readonly string[],
  ask: (ids: readonly string[]) => Promise<Document>,
): Promise<Batch> {
  const chunks = Array.from({ length: Math.ceil(ids.length / model.chunk) }, (_, index) =>
    ids.slice(index * model.chunk, (index + 1) * model.chunk),
  );
  const answers = new Map<readonly string[], Document>();
  const failures: ProblemError[] = [];
  const waiting = [...chunks];

  const work = async () => {
    for (let chunk = waiting.shift(); chunk; chunk = waiting.shift()) {
      try {
        answers.set(chunk, await ask(chunk));
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failures.push(error);
        if (!error.retryable || error.code === "DeadlineExceeded") waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));

  const [failure] = failures;
  if (failure && answers.size === 0) throw failure;
  return account(model, chunks, answers, failure && stoppedBy(failure.code));
}

function account(
  model: BatchModel,
  chunks: readonly (readonly string[])[],
  answers: ReadonlyMap<readonly string[], Document>,
  stopped: Stopped | undefined,
): Batch {
  const answered = chunks.filter((chunk) => answers.has(chunk));
  const documents = answered.map((chunk) => answers.get(chunk) as Document);
  const found = inOrder(
    answered.flat(),
    documents.flatMap((each) => listAt(each, model.found)),
    (item) => member(item, model.id),
  );
  const foundIds = new Set(found.map((item) => member(item, model.id)));
  const ignored = inOrder(
    answered.flat(),
    documents.flatMap((each) => listAt(each, model.ignored)),
    (id) => id,
  );
  const ignoredOnly = [...new Set(ignored)].filter((id) => !foundIds.has(id));
  return {
    document: { ...documents[0], [model.found]: found, [model.ignored]: ignoredOnly },
    missing: answered.flat().filter((id) => !foundIds.has(id) && !ignoredOnly.includes(id)),
    unanswered: chunks.filter((chunk) => !answers.has(chunk)).flat(),
    ...(stopped && { stopped }),
  };
}

function listAt(document: Document, name: string): unknown[] {
  const list = member(document, name);
  return Array.isArray(list) ? list : [];
}

/** Sorts by the order asked; what nobody asked for comes last. */
function inOrder(
  ids: readonly string[],
  items: readonly unknown[],
  idOf: (item: unknown) => unknown,
): unknown[] {
  const order = new Map<unknown, number>(ids.map((id, index) => [id, index]));
  const place = (item: unknown) => order.get(idOf(item)) ?? ids.length;
  return [...items].sort((a, b) => place(a) - place(b));
}
