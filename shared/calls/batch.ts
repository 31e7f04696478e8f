import { ProblemError } from "../errors/problem.ts";
import { member } from "../json/path.ts";
import type { BatchModel, Document } from "../operation.ts";
import { type Stopped, stoppedBy } from "../response/additions.ts";

export interface Batch {
  /** The first answered chunk's document, with what all of them list as found and as ignored. */
  readonly document: Document;
  /** IDs that ICE answered for but neither found nor ignored. */
  readonly missing: readonly string[];
  /** IDs whose call failed or was never made. */
  readonly unanswered: readonly string[];
  readonly stopped?: Stopped;
}

type Ask = (ids: readonly string[]) => Promise<Document>;

/** Calls under way at once: an account's rate limit is shared by all who call. */
const sideBySide = 4;

/**
 * Asks for many IDs in chunks, a few at a time. Every ID is in the end found, ignored, missing or unanswered, each in
 * the order asked; found wins over ignored. After a failure that no retry helps, no further chunk is asked.
 * @param ids distinct ones
 * @throws ProblemError the first failure, if no chunk is answered
 */
export async function askInChunks(model: BatchModel, ids: readonly string[], ask: Ask): Promise<Batch> {
  const chunks = Array.from({ length: Math.ceil(ids.length / model.chunk) }, (_, index) =>
    ids.slice(index * model.chunk, (index + 1) * model.chunk),
  );
  const { answers, failure } = await askEach(chunks, ask);
  const documents = answers.filter((each) => each !== undefined);
  if (failure && documents.length === 0) throw failure;

  const found = joined(documents, model.found, ids, (item) => member(item, model.id));
  const foundIds = new Set(found?.map((item) => member(item, model.id)));
  const ignored = joined(documents, model.ignored, ids, (id) => id)?.filter((id) => !foundIds.has(id));
  const rest = ids.filter((id) => !foundIds.has(id) && !ignored?.includes(id));
  const answered = new Set(chunks.filter((_, index) => answers[index]).flat());
  const unanswered = rest.filter((id) => !answered.has(id));
  return {
    document: {
      ...documents[0],
      ...(found && { [model.found]: found }),
      ...(ignored && { [model.ignored]: ignored }),
    },
    missing: rest.filter((id) => answered.has(id)),
    unanswered,
    ...(failure && unanswered.length > 0 && { stopped: stoppedBy(failure.code) }),
  };
}

/** The answers, each at its chunk's place, and the first failure. */
async function askEach(chunks: readonly (readonly string[])[], ask: Ask) {
  const answers: (Document | undefined)[] = chunks.map(() => undefined);
  const failures: ProblemError[] = [];
  const waiting = [...chunks.entries()];

  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, chunk] = next;
      try {
        answers[index] = await ask(chunk);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failures.push(error);
        if (!error.retryable || error.code === "DeadlineExceeded") waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: sideBySide }, work));
  return { answers, failure: failures[0] };
}

/** The documents' lists of that name in one, in the order asked; what nobody asked for comes last. */
function joined(
  documents: readonly Document[],
  name: string,
  ids: readonly string[],
  idOf: (item: unknown) => unknown,
): unknown[] | undefined {
  const lists = documents.map((each) => member(each, name)).filter((list) => Array.isArray(list));
  if (lists.length === 0) return undefined;
  const order = new Map<unknown, number>(ids.map((id, index) => [id, index]));
  const place = (item: unknown) => order.get(idOf(item)) ?? ids.length;
  return lists.flat().sort((a, b) => place(a) - place(b));
}
