import { operations } from "../../functions/index.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { parametersFor, putSubject } from "../support/wire/subjects.ts";

export interface Question {
  readonly operation: Operation;
  readonly parameters: Document;
  /** What a whole answer has in it: the ID that was asked for, so that no answer is another's. */
  readonly holds: string;
}

const numbered = (name: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${name}-${index}`);
/** Three chunks of a batch. */
const assets = numbered("asset", 25);
/** Five pages of a list. */
const listed = numbered("listed", 9);
/** A job that never ends: whoever waits for it is told so after a second. One operation's, or most callers would wait. */
const running = "running";
const waitedFor = (operations as readonly Operation[]).find(({ kind }) => kind === "job");

/** Puts the jobs and assets that are asked for. */
export async function putSubjects(iceUrl: string): Promise<void> {
  for (const operation of operations as readonly Operation[]) {
    if (operation.kind === "batch") for (const id of assets) await putSubject(iceUrl, operation, id);
    else if (operation.kind === "list") for (const id of listed) await putSubject(iceUrl, operation, id);
    else if (operation === waitedFor) await putSubject(iceUrl, operation, running, "running");
  }
}

/** What is asked of an operation: whole and reshaped answers, refusals, and what takes more than one call of ICE. */
function questionsOf(operation: Operation): Question[] {
  const sample = sampleParameters[operation.name] ?? {};
  const sampleId = String(Object.values(sample).flat()[0] ?? "");
  const question = (parameters: Document, holds = "") => ({ operation, parameters, holds });
  const long = () => {
    if (operation.kind === "batch") return [question(parametersFor(operation, assets), assets.at(-1))];
    if (operation.kind === "list") return [question({ MaxResults: 2, pages: "all" }, listed.at(-1))];
    return operation === waitedFor ? [question({ JobId: running, wait: 1 }, running)] : [];
  };
  return [
    question(sample, sampleId),
    question({ ...sample, view: "decoded" }, sampleId),
    question({ ...sample, fields: "RequestId,lifecycle" }),
    question(parametersFor(operation, ["unknown"])),
    question({ ...sample, Bogus: 1 }),
    ...long(),
  ];
}

/** One of each operation after the other, so that the calls of a moment are of all of them. */
export const questions: readonly Question[] = inTurn((operations as readonly Operation[]).map(questionsOf));

function inTurn<Value>(lists: readonly (readonly Value[])[]): Value[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  return Array.from({ length: longest }, (_, index) =>
    lists.flatMap((list) => list.slice(index, index + 1)),
  ).flat();
}
