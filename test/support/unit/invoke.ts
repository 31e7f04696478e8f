import { createHandler } from "../../../shared/handler.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import type { Context } from "../../../shared/runtime/context.ts";
import { type ScriptedClock, scriptedClock } from "./clock.ts";
import { contextOf } from "./context.ts";
import { bytesOf, eventOf } from "./events.ts";
import { kindOf } from "./kinds.ts";
import { type Respond, type Upstream, upstream } from "./upstream.ts";

export interface HttpAnswer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly isBase64Encoded: boolean;
  readonly body: string;
}

interface Invocation {
  readonly operation: Operation;
  /** Direct where not given. */
  readonly kind?: keyof typeof eventOf;
  readonly parameters?: Document;
  /** In place of kind and parameters. */
  readonly event?: Document | Uint8Array;
  /** What ICE does. */
  readonly respond: Respond;
  readonly clock?: ScriptedClock;
  readonly context?: Partial<Context>;
  /** Environment variables. */
  readonly variables?: Readonly<Record<string, string>>;
}

export interface Invoked {
  /** The answer or the problem document. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it where they will
  readonly body: any;
  /** What an HTTP caller gets. */
  readonly http: HttpAnswer;
  /** What a direct caller gets thrown. */
  readonly error: Error | undefined;
  /** The log line, read. */
  // biome-ignore lint/suspicious/noExplicitAny: tests look into it where they will
  readonly log: any;
  readonly lines: readonly string[];
  /** The answer or the problem document, as text. */
  readonly text: string;
  readonly requests: Upstream["requests"];
}

/** Invokes an operation's handler once, with everything that outlives an invocation made anew. */
export async function invoke(invocation: Invocation): Promise<Invoked> {
  const { operation, kind = "direct", parameters = {}, respond, clock = scriptedClock() } = invocation;
  const { transport, requests } = upstream(respond);
  const lines: string[] = [];
  const handler = createHandler(operation, kindOf(operation), {
    clock,
    random: () => 0.5,
    variables: invocation.variables ?? {},
    transport,
    write: (line) => lines.push(line),
  });
  const { event = eventOf[kind](parameters) } = invocation;
  let error: Error | undefined;
  const returned = await handler(
    event instanceof Uint8Array ? event : bytesOf(event),
    contextOf(invocation.context),
  ).catch((thrown) => {
    error = thrown;
  });
  const http = returned as HttpAnswer;
  const text = error ? error.message : typeof returned === "string" ? returned : http.body;
  return {
    body: text === "" ? undefined : JSON.parse(text),
    http,
    error,
    log: lines[0] && JSON.parse(lines[0]),
    lines,
    text,
    requests,
  };
}
