import type { Cloud } from "../../local/cloud.ts";
import type { CallerKind } from "../../shared/validation/rules.ts";
import { callers } from "../support/cloud/callers.ts";
import type { Told } from "./account.ts";
import type { Question } from "./questions.ts";

/** Every way to a function, and which kind of caller the log calls it. */
export const ways: readonly (readonly [way: string, kind: CallerKind])[] = [
  ["the API gateway, by query", "apigateway"],
  ["the API gateway, by JSON", "apigateway"],
  ["a signed HTTP trigger", "http"],
  ["InvokeFunction of 3.0", "direct"],
  ["InvokeFunction of 2.0", "direct"],
  ["a timer", "timer"],
];

/**
 * Asks a question in one of the ways.
 * @returns the invocation's request ID, and what its caller saw
 * @throws an Error when the call was not answered, or with another's answer
 */
export async function ask(
  cloud: Cloud,
  [way, caller]: (typeof ways)[number],
  { operation, parameters, holds }: Question,
): Promise<{ requestId: string; told: Told }> {
  const call = callers[way];
  if (!call) throw new Error(`there is no way called "${way}"`);
  const { error, document, requestId } = await call(cloud, operation, parameters);
  if (!requestId) throw new Error(`no answer of the function: ${JSON.stringify(document)}`);
  const told = { operation: operation.name, caller };
  if (error) return { requestId, told: { ...told, outcome: "failed", code: document.code } };
  if (document.stopped) return { requestId, told: { ...told, outcome: "incomplete" } };
  if (!JSON.stringify(document).includes(holds)) throw new Error(`an answer without "${holds}"`);
  return { requestId, told: { ...told, outcome: "answered" } };
}
