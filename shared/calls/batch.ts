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

    const found = joined(view, answered, foundField, (item) => member(item, idField), ids);
    const foundIds = new Set(found.map(({ id }) => id));
    const ignored = joined(view, answered, ignoredField, (id) => id, ids).filter(
      ({ id }) => !foundIds.has(id),
    );
    const ignoredIds = new Set(ignored.map(({ id }) => id));
    const answeredIds = new Set(chunks.filter((_, index) => answers[index]).flat());
    const rest = ids.filter((id) => !foundIds.has(id) && !ignoredIds.has(id));
    const unanswered = rest.filter((id) => !answeredIds.has(id));
    const stopped = failure && unanswered.length > 0 && { stopped: stoppedBy(failure) };
    return {
      answer: first,
      lists: {
        [foundField]: found.map(({ item }) => item),
        [ignoredField]: ignored.map(({ item }) => item),
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

/** The answers' lists of one name as one, with the ID of each item, in the order asked. What was not asked for comes last. */
function joined<Item>(
  view: View<Item>,
  answers: readonly IceAnswer[],
  field: string,
  idOf: (value: unknown) => unknown,
  ids: readonly string[],
): { item: Item; id: unknown }[] {
  const order = new Map<unknown, number>(ids.map((id, index) => [id, index]));
  const place = (id: unknown) => order.get(id) ?? ids.length;
  return answers
    .flatMap((answer) => {
      const values = member(answer.document, field) as readonly unknown[];
      return (view.items(answer, field) ?? []).map((item, index) => ({ item, id: idOf(values[index]) }));
    })
    .sort((a, b) => place(a.id) - place(b.id));
}
