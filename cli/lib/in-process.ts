import { randomUUID } from "node:crypto";
import { fromEnvelope } from "../../client/function-error.ts";
import type { Invoke } from "../../client/invoke.ts";
import type { CredentialsSource } from "../../local/fc/functions.ts";
import { batch } from "../../shared/calls/batch.ts";
import { job } from "../../shared/calls/job.ts";
import type { Kind } from "../../shared/calls/kind.ts";
import { list } from "../../shared/calls/list.ts";
import { createHandler, type Handler } from "../../shared/handler.ts";
import { parseJson } from "../../shared/json/parse.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import type { Environment } from "./environment.ts";

interface InProcessOptions {
  /** The region whose ICE is called. */
  readonly region: string;
  /** Asked before every invocation. */
  readonly credentials: CredentialsSource;
  /** Variables of the functions: `ICE_ENDPOINT` and the others. */
  readonly environment: Environment;
  /** Receives the functions' log lines. */
  readonly write: (line: string) => void;
}

/** Megabytes and seconds, as in s.yaml: a function has them for one invocation. */
const limits = { memory: 512, timeout: 60 } as const;

/**
 * Runs the functions' handlers in this process, as Function Compute would after InvokeFunction.
 * @returns rejects as an Invoke does; with a ServiceError when the role can't be assumed
 */
export function createInProcessInvoke(options: InProcessOptions): Invoke {
  const { region, credentials, environment: variables, write } = options;
  const handlers = new Map<string, Handler>();
  return async (operation, parameters) => {
    const { functionName } = operation;
    const handler =
      handlers.get(functionName) ?? createHandler(operation, kindOf(operation), { variables, write });
    handlers.set(functionName, handler);
    const context = {
      requestId: randomUUID(),
      region,
      credentials: await credentials(""),
      function: { name: functionName, ...limits },
    };
    const event = Buffer.from(JSON.stringify(parameters));
    const answer = await handler(event, context).catch((error: Error) => {
      throw fromEnvelope({ errorMessage: error.message }, functionName, context.requestId);
    });
    return parseJson(String(answer)) as Document;
  };
}

/** The code for an operation's kind, which its deployed entry point names. */
const kindOf = (operation: Operation) => ({ job, list, batch })[operation.kind] as Kind;
