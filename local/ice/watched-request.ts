import type { ServerResponse } from "node:http";
import { valueAt } from "../../functions/subject.ts";
import { jobOf, lifecycleOf } from "../../shared/job/lifecycle.ts";
import { parseJson } from "../../shared/json/parse.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document, JobOperation, Operation, Phase } from "../../shared/operation.ts";

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

/** Keeps the text that ends a response. */
export function keepBody(response: ServerResponse): () => string {
  let text = "";
  const end = response.end.bind(response);
  response.end = ((...given: Parameters<typeof end>) => {
    const [body] = given as readonly unknown[];
    if (typeof body === "string" && body.length <= maxBody) text = body;
    return end(...given);
  }) as typeof response.end;
  return () => text;
}

/** What an answer tells of itself and of its job. */
export function seenIn(text: string, operation: Operation | undefined): Partial<WatchedRequest> {
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

function job(operation: JobOperation, document: Document) {
  if (document.Code !== undefined && operation.jobField === "") return {};
  try {
    const { state, phase } = lifecycleOf(operation, jobOf(operation, document), 0);
    return { state, phase };
  } catch {
    return {};
  }
}
