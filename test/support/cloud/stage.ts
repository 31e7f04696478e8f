import { expect } from "vitest";
import type { LocalIce } from "../../../local/ice/server.ts";
import { catalogue, type ErrorCode } from "../../../shared/errors/catalogue.ts";
import type { ProblemDetails } from "../../../shared/errors/problem.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import type { Credentials } from "../../../shared/runtime/context.ts";
import { sampleParameters } from "../unit/samples.ts";
import { secretsIn } from "../unit/secrets.ts";
import { assumeRole, startTestIce } from "../wire/ice-clients.ts";
import { askControl } from "../wire/ice-control.ts";
import { type BuiltFunction, startBuilt } from "./built-function.ts";

/** One operation's built function, and an ICE for it alone. */
export interface Stage {
  readonly operation: Operation;
  readonly ice: LocalIce;
  readonly credentials: Credentials;
  readonly built: BuiltFunction;
  close(): Promise<void>;
}

/** What a direct caller saw, and what the log told of it. */
export interface Observed {
  readonly answer: Document | undefined;
  readonly problem: ProblemDetails | undefined;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it where they will
  readonly log: any;
}

/** Whatever dependency prints when it is asked to debug, it prints here. */
const loud = { DEBUG: "*" };

/** @param timeout the function's, in seconds */
export async function startStage(
  operation: Operation,
  environment: Readonly<Record<string, string>>,
  timeout: number,
): Promise<Stage> {
  const ice = await startTestIce();
  const credentials = await assumeRole(ice);
  const built = startBuilt(operation.functionName, {
    credentials,
    environment: { ICE_ENDPOINT: ice.url, ...loud, ...environment },
    props: { timeout },
  });
  return {
    operation,
    ice,
    credentials,
    built,
    async close() {
      await Promise.all([built.close(), ice.close()]);
    },
  };
}

/** The sample's parameters; of a list, all of its pages. */
export function usualParameters({ name, kind }: Operation): Document {
  return { ...sampleParameters[name], ...(kind === "list" && { pages: "all" }) };
}

/** Forgets orders and requests, then orders a fault. */
export async function order({ ice }: Stage, fault: Document, times: number): Promise<void> {
  await askControl(ice.url, "POST", "reset");
  const { document } = await askControl(ice.url, "POST", "faults", { ...fault, times });
  expect(document).toEqual({});
}

/**
 * Invokes the function directly and checks what holds whatever ICE does: it ends in time and on its own (the host
 * kills what does not), writes one line and nothing else, tells a named error if it fails, and its credentials nowhere.
 */
export async function ask(
  stage: Stage,
  parameters: Document = usualParameters(stage.operation),
): Promise<Observed> {
  const { text, error, lines } = await stage.built.invoke(parameters);
  if (error === "UnhandledInvocationError") throw new Error(`${text} ${lines.join(" ")}`);
  const log = JSON.parse(lines.join("\n"));
  expect(secretsIn(lines.join("\n"), { ...stage.credentials })).toEqual([]);
  expect(stage.built.alive).toBe(true);
  expect(secretsIn(text, { ...stage.credentials })).toEqual([]);
  if (!error) return { answer: JSON.parse(text), problem: undefined, log };

  const envelope = JSON.parse(text);
  const problem: ProblemDetails = JSON.parse(envelope.errorMessage);
  expect(envelope).toMatchObject({ errorType: problem.code, stackTrace: [""] });
  expect(problem).toMatchObject({
    status: catalogue[problem.code as ErrorCode].status,
    requestId: log.requestId,
  });
  expect(log.code).toBe(problem.code);
  return { answer: undefined, problem, log };
}

/** How many requests ICE got since the last order. */
export async function requestsOf({ ice, operation }: Stage): Promise<number> {
  const { document } = await askControl(ice.url, "GET", "requests");
  return document.requests.filter((each: { operation: string }) => each.operation === operation.name).length;
}
