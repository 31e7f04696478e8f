import type { ServerResponse } from "node:http";
import { valueAt } from "../../functions/subject.ts";
import { jobOf, lifecycleOf } from "../../shared/job/lifecycle.ts";
import { parseJson } from "../../shared/json/parse.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Operation, Phase } from "../../shared/operation.ts";
import type { AccessKeys } from "./access-keys.ts";
import type { MovableClock } from "./movable-clock.ts";
import type { RpcCall } from "./rpc-call.ts";

/** A request to ICE or STS as somebody who watches sees it. Times are milliseconds since the epoch, by the wall. */
export interface WatchedRequest {
  /** Counts up from 1. */
  readonly number: number;
  /** The invocation that sent it; undefined where no invocation did. */
  readonly invocation: string | undefined;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly fault: string | undefined;
  readonly began: number;
  /** Undefined while it is under way. */
  readonly ended?: number;
  /** 0 where no answer went out whole. */
  readonly status?: number;
  /** ICE's error code. */
  readonly code?: string;
  readonly requestId?: string;
  /** The job's state in the answer. */
  readonly state?: string;
  readonly phase?: Phase;
}

/** Receives each request twice: when it comes and when its answer is out. */
export type RequestWatcher = (request: WatchedRequest) => void;

/** The most bytes of an answer that are looked into. */
const maxBody = 1 << 20;

let count = 0;

/** The parts of the server that a request is told from. */
interface Watched {
  readonly watch: RequestWatcher;
  readonly keys: AccessKeys;
  readonly clock: MovableClock;
}

/** Tells the watcher of a request now, and again when its connection is done with it. */
export function watchRequest(
  { watch, keys, clock }: Watched,
  call: RpcCall,
  operation: Operation | undefined,
  fault: string | undefined,
  response: ServerResponse,
): void {
  const request: WatchedRequest = {
    number: ++count,
    invocation: keys.find(call.signed.accessKeyId ?? "")?.invocation,
    operation: call.action,
    parameters: Object.fromEntries(call.parameters),
    fault,
    began: clock.wall(),
  };
  watch(request);
  const body = bodyOf(response);
  response.once("close", () => {
    const { writableFinished, statusCode } = response;
    const answer = writableFinished ? seenIn(body(), operation) : {};
    watch({ ...request, ended: clock.wall(), status: writableFinished ? statusCode : 0, ...answer });
  });
}

/** Keeps the text that ends a response. */
function bodyOf(response: ServerResponse): () => string {
  let text = "";
  const end = response.end.bind(response);
  response.end = ((...given: Parameters<typeof end>) => {
    const [body] = given as readonly unknown[];
    if (typeof body === "string" && body.length <= maxBody) text = body;
    return end(...given);
  }) as typeof response.end;
  return () => text;
}

function seenIn(text: string, operation: Operation | undefined): Partial<WatchedRequest> {
  const document = parseJson(text);
  if (!isObject(document)) return {};
  const { Code, RequestId } = document;
  return {
    ...(typeof Code === "string" && { code: Code }),
    ...(typeof RequestId === "string" && { requestId: RequestId }),
    ...(operation?.kind === "job" &&
      valueAt(document, operation.jobField) !== undefined &&
      job(operation, document)),
  };
}

function job(operation: Extract<Operation, { kind: "job" }>, document: Readonly<Record<string, unknown>>) {
  if (document.Code !== undefined && operation.jobField === "") return {};
  try {
    const { state, phase } = lifecycleOf(operation, jobOf(operation, document), 0);
    return { state, phase };
  } catch {
    return {};
  }
}
