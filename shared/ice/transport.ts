import { type ParsedObject, parsePieces } from "../json/pieces.ts";
import type { Document } from "../operation.ts";
import type { Share } from "../runtime/capacity.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Credentials } from "../runtime/context.ts";
import { callRpc, type HttpAnswer } from "./pop-core.ts";
import { createPost } from "./post.ts";
import { fromFailure } from "./upstream-error.ts";

/** One attempt to call ICE. */
export interface IceRequest {
  /** Scheme and host. */
  readonly endpoint: string;
  readonly action: string;
  /** Validated ones, as they go over the wire. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly credentials: Credentials;
  /** Milliseconds from when it is sent until the answer has been read. */
  readonly timeoutMs: number;
  /** What the answer may take of the invocation's memory and time. */
  readonly share: Share;
  /** Whether it goes over a new connection, not over an idle one. */
  readonly fresh: boolean;
}

/** What ICE answered, and its text as it came. */
export type IceAnswer = ParsedObject;

/** Sends one attempt. Rejects with a ProblemError for anything but a JSON object with status 200 and no error code. */
export type Transport = (request: IceRequest) => Promise<IceAnswer>;

const version = "2020-11-09";

/** What ICE may write as `Code` in an answer that is no error. */
const successCodes: readonly unknown[] = [undefined, null, "", 0, 200, "200", "OK", "Success", "success"];

/**
 * Calls ICE over HTTP. What it needs is made once and outlives an invocation.
 * @param onFirstSent is called when the first request has been sent
 */
export function createTransport(clock: Clock, onFirstSent: () => void = () => {}): Transport {
  const post = createPost(clock, onFirstSent);
  return ({ endpoint, action, parameters, credentials, timeoutMs, share, fresh }) =>
    callRpc({ endpoint, version, action, parameters, credentials }, (url, headers, body) =>
      post({ url, headers, body, timeoutMs, fresh, onText: share.receive }),
    ).then((answer) => read(answer, share));
}

/** @throws ProblemError for an answer that is an error, or no document */
function read({ statusCode, header, pieces }: HttpAnswer, share: Share): IceAnswer {
  const answer = share.parse(() => parsePieces(pieces));
  const document: Document = answer?.document ?? {};
  if (answer && statusCode === 200 && successCodes.includes(document.Code)) return answer;
  throw fromFailure({
    status: statusCode,
    code: document.Code,
    requestId: document.RequestId,
    retryAfter: header("x-acs-retry-after"),
  });
}
