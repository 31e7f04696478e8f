import { ProblemError } from "../errors/problem.ts";
import type { IceAnswer } from "../ice/transport.ts";
import { member } from "../json/value.ts";
import type { BatchOperation } from "../operation.ts";
import { stoppedBy } from "../response/additions.ts";
import type { View } from "../response/parts.ts";
import type { Capacity } from "../runtime/capacity.ts";
import { type Kind, nextCall } from "./kind.ts";

/** Calls under way at once: an account's rate limit is shared by everyone who calls. */
const parallelCalls = 4;

/**
 * Operations that answer many items by ID. ICE is asked in chunks, a few at a time. In the end every ID is found,
 * ignored, missing or unanswered, each in the order asked; found wins over ignored. A call that failed with all its
 * retries is the last one: no further chunk is asked.
 */
export const batch: Kind<BatchOperation> = {
  rules: { controls: {} },

  async ask(operation, request, view, { call, capacity }) {
    const { idsField, idField, foundField, ignoredField } = operation;
    const ids = idsOf(operation, request);
    const chunks = chunksOf(operation, ids);
    const { answers, failure } = await askEach(chunks, capacity, (chunk) =>
      call({ ...request.parameters, [idsField]: chunk }),
    );
    const answered = answers.filter((each) => each !== undefined);
    const [first] = answered;
    if (!first) throw failure;

    const idInFound = (item: unknown) => member(item, idField);
    const found = entriesOf(answered, foundField, idInFound, ids);
    const foundIds = new Set(found.map(({ id }) => id));
    const all = entriesOf(answered, ignoredField, (id) => id, ids);
    const ignored = all.filter(({ id }) => !foundIds.has(id));
    const ignoredIds = new Set(ignored.map(({ id }) => id));
    const answeredIds = new Set(chunks.filter((_, index) => answers[index]).flat());
    const rest = ids.filter((id) => !foundIds.has(id) && !ignoredIds.has(id));
    const unanswered = rest.filter((id) => !answeredIds.has(id));
    const stopped = failure && unanswered.length > 0 && { stopped: stoppedBy(failure) };
    return {
      answer: first,
      lists:
        isAsSent(first, foundField, found) && isAsSent(first, ignoredField, ignored)
          ? {}
          : {
              [foundField]: itemsOf(view, answered, foundField, found),
              [ignoredField]: itemsOf(view, answered, ignoredField, ignored),
            },
      additions: {
        missing: rest.filter((id) => answeredIds.has(id)),
        unanswered,
        ...stopped,
        ...(unanswered.length > 0 && { next: nextCall(request, { [idsField]: unanswered }) }),
      },
    };
  },

  countCalls: (operation, request) => chunksOf(operation, idsOf(operation, request)).length,
};

function idsOf(
  { idsField }: BatchOperation,
  { parameters }: { parameters: Readonly<Record<string, unknown>> },
) {
  return parameters[idsField] as readonly string[];
}

function chunksOf({ maxIdsPerCall: size }: BatchOperation, ids: readonly string[]): (readonly string[])[] {
  return Array.from({ length: Math.ceil(ids.length / size) }, (_, index) =>
    ids.slice(index * size, (index + 1) * size),
  );
}

/** The answers, each at its chunk's place, and the first failure. */
async function askEach(
  chunks: readonly (readonly string[])[],
  capacity: Capacity,
  ask: (ids: readonly string[]) => Promise<IceAnswer>,
) {
  const answers: (IceAnswer | undefined)[] = chunks.map(() => undefined);
  const failures: ProblemError[] = [];
  const waiting = [...chunks.entries()];

  const work = async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const [index, chunk] = next;
      try {
        if (!capacity.hasRoom()) throw new ProblemError("UpstreamUnusable", { cause: "room" });
        answers[index] = await ask(chunk);
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        failures.push(error);
        waiting.length = 0;
      }
    }
  };
  await Promise.all(Array.from({ length: parallelCalls }, work));
  return { answers, failure: failures[0] };
}

/** An element of a list in one of the answers. */
interface Entry {
  readonly id: unknown;
  readonly answer: number;
  /** Its place in the answer's own list. */
  readonly index: number;
}

/** The elements of the answers' lists of one name, in the order asked. What was not asked for comes last. */
function entriesOf(
  answers: readonly IceAnswer[],
  field: string,
  idOf: (value: unknown) => unknown,
  ids: readonly string[],
): Entry[] {
  const order = new Map<unknown, number>(ids.map((id, index) => [id, index]));
  const place = ({ id }: Entry) => order.get(id) ?? ids.length;
  return answers
    .flatMap(({ document }, answer) => {
      const values = member(document, field);
      return Array.isArray(values) ? values.map((value, index) => ({ id: idOf(value), answer, index })) : [];
    })
    .sort((a, b) => place(a) - place(b));
}

/** Whether entries are the list of the first answer, whole and in its order: then its own text can stay. */
function isAsSent({ document }: IceAnswer, field: string, entries: readonly Entry[]): boolean {
  const values = member(document, field);
  return (
    Array.isArray(values) &&
    values.length === entries.length &&
    entries.every(({ answer, index }, place) => answer === 0 && index === place)
  );
}

function itemsOf<Item>(
  view: View<Item>,
  answers: readonly IceAnswer[],
  field: string,
  entries: readonly Entry[],
): Item[] {
  const items = answers.map((answer) => view.items(answer, field));
  return entries.map(({ answer, index }) => items[answer]?.[index] as Item);
}
