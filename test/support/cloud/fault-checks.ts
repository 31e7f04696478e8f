import { expect } from "vitest";
import type { Document, Operation } from "../../../shared/operation.ts";
import type { Answered, Failure, StrangeAnswer } from "../../../tools/docs/faults.ts";
import { sampleParameters } from "../unit/samples.ts";
import { callIce, documentOf } from "../wire/ice-call.ts";
import { askControl } from "../wire/ice-control.ts";
import { ask, type Observed, order, requestsOf, type Stage } from "./stage.ts";

/** Of the stages on which failures are checked. */
export const maxAttempts = 2;
const always = 1000;

/** A failure for as long as it lasts, then for one call alone, then a call without it. */
export async function expectFailure(stage: Stage, { order: fault, sees, once }: Failure): Promise<void> {
  const retried = sees !== "answer" && once === "answer";
  for (const [times, sight] of [
    [always, sees],
    [1, once],
  ] as const) {
    await order(stage, fault, times);
    const seen = await ask(stage);
    expect(seen.log.attempts).toBeLessThanOrEqual(maxAttempts);
    if (sees !== "answer") expect(seen.log.attempts).toBe(retried ? maxAttempts : 1);
    // ICE logs a request when its answer is out: the function may have it first.
    if (sees !== "answer")
      await expect.poll(() => requestsOf(stage), { interval: 5 }).toBe(seen.log.attempts);
    await expectSight(stage, seen, sight);
  }
  await expectHealth(stage);
}

/** An answer with something wrong in it, then a call without. */
export async function expectStrangeAnswer(stage: Stage, row: StrangeAnswer): Promise<void> {
  const sees = row[stage.operation.kind];
  if (!sees) return;
  await order(stage, row.order, always);
  const seen = await ask(stage);
  if (typeof sees === "string") await expectSight(stage, seen, sees);
  else {
    if (!sees.stopped) await expectAnswer(stage, seen);
    expectAdditions(stage.operation, seen, sees);
  }
  await expectHealth(stage);
}

/** The operation answers as if nothing had been. */
export async function expectHealth(stage: Stage): Promise<void> {
  await askControl(stage.ice.url, "POST", "reset");
  await expectAnswer(stage, await ask(stage));
}

export async function expectSight(stage: Stage, seen: Observed, sees: Failure["sees"]): Promise<void> {
  if (sees === "answer") await expectAnswer(stage, seen);
  else expect(seen.problem).toMatchObject({ code: sees });
}

/** What the caller got is ICE's document, whole and unchanged, with an empty list where it leaves one out. */
async function expectAnswer(stage: Stage, { answer = {} }: Observed): Promise<void> {
  const document = await documentNow(stage);
  const leftOut = listsOf(stage.operation).filter((name) => !Object.hasOwn(document, name));
  const whole = { ...document, ...Object.fromEntries(leftOut.map((name) => [name, []])) };
  expect(iceText(stage.operation, answer)).toBe(iceText(stage.operation, whole));
}

/** The lists that are in every answer. */
function listsOf(operation: Operation): readonly string[] {
  if (operation.kind === "list") return [operation.itemsField];
  return operation.kind === "batch" ? [operation.foundField, operation.ignoredField] : [];
}

/** What ICE answers to the same question now, under whatever fault is in force. */
function documentNow({ operation, ice }: Stage): Promise<Document> {
  const parameters = Object.entries(sampleParameters[operation.name] ?? {});
  const texts = Object.fromEntries(parameters.map(([name, value]) => [name, String(value)]));
  return documentOf(callIce(ice, texts, { action: operation.name, patience: 10_000 }));
}

/** ICE's own part of an answer as text: `__proto__` is a name like any other there. */
function iceText(operation: Operation, document: Document): string {
  const bundles = ["RequestId", "lifecycle", "missing", "unanswered", "stopped", "next"];
  const { foundField, idField, ignoredField } = operation.kind === "batch" ? operation : {};
  const found = (document[foundField ?? ""] as Document[] | undefined)?.map((item) => item[idField ?? ""]);
  return JSON.stringify(document, (name, value) => {
    if (bundles.includes(name)) return undefined;
    return name === ignoredField ? value.filter((id: unknown) => !found?.includes(id)) : value;
  });
}

function expectAdditions(operation: Operation, { answer = {}, log }: Observed, sees: Answered): void {
  for (const phase of phasesOf(operation, answer)) expect(phase).toBe(sees.phase ?? "succeeded");
  expect([answer.missing ?? []].flat().length > 0).toBe(sees.missing === true);
  expect(answer.stopped).toEqual(sees.stopped && { reason: sees.stopped });
  const kinds = (log.drift ?? []).map(({ kind }: { kind: string }) => kind.replace(/^is .*/, "another type"));
  expect([...new Set(kinds)].sort()).toEqual(sees.drift ?? []);
}

/** Of each job in the answer; a list's oversized page holds one twice. */
function phasesOf(operation: Operation, answer: Document): unknown[] {
  const jobs = operation.kind === "list" ? [answer[operation.itemsField] ?? []].flat() : [answer];
  return (jobs as { lifecycle?: Document }[]).flatMap(({ lifecycle }) => lifecycle?.phase ?? []);
}
