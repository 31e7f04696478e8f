import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";
import type { Socket } from "node:net";
import { ProblemError } from "../errors/problem.ts";
import { piecesOf } from "../json/pieces.ts";
import type { Clock } from "../runtime/clock.ts";
import type { HttpAnswer } from "./pop-core.ts";

/** A form to post, and what its answer may take. */
export interface PostRequest {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Milliseconds from when it is sent until the answer has been read. */
  readonly timeoutMs: number;
  /** Whether to close idle connections first and open a new one. */
  readonly fresh: boolean;
  /** Is given each stretch of the answer. The ProblemError that it throws ends the attempt. */
  readonly onText: (text: Uint8Array) => void;
}

/** Milliseconds. Older idle connections aren't trusted: while an instance is frozen, it doesn't see them die. */
const longestIdle = 10_000;

/**
 * Posts forms over connections that are kept. One timer ends an attempt, whatever the connection does. After a failure
 * without an answer the idle connections may be dead, too: the next attempt goes over a new one.
 * The promise rejects with a ProblemError: UpstreamTimeout, UpstreamUnusable for an encoded answer, what `onText` throws,
 * UpstreamUntrusted for a bad certificate, else UpstreamUnavailable.
 * @param onFirstSent is called when the first form has been sent
 */
export function createPost(
  clock: Clock,
  onFirstSent: () => void,
): (request: PostRequest) => Promise<HttpAnswer> {
  const http = new HttpAgent({ keepAlive: true });
  const https = new HttpsAgent({ keepAlive: true });
  // One instance asks one endpoint. Reading its URL anew takes as long as sending a request.
  let target = { url: "", host: "", hostname: "", port: "", path: "" };
  let lastUse = readings(clock);
  let isFirst = true;

  return ({ url, headers, body, timeoutMs, fresh, onText }) => {
    const secure = url.startsWith("https:");
    const agent = secure ? https : http;
    if (url !== target.url) target = { url, ...partsOf(url) };
    const { host, hostname, port, path } = target;
    if (fresh || idleSince(lastUse, readings(clock)) > longestIdle) closeIdle(agent);
    return new Promise((resolve, reject) => {
      const list = headerList(headers, host, body);
      const options = { method: "POST", hostname, port, path, agent, headers: list };
      const request = (secure ? httpsRequest : httpRequest)(options);
      const end = () => {
        clearTimeout(timer);
        lastUse = readings(clock);
      };
      const fail = (error: ProblemError) => {
        end();
        request.destroy();
        if (error.retryable) closeIdle(agent);
        reject(error);
      };
      const timer = setTimeout(
        () => fail(new ProblemError("UpstreamTimeout", { cause: "timeout" })),
        timeoutMs,
      );
      request.on("error", (error) => fail(connectionProblem(error)));
      request.on("response", (response) =>
        readAnswer(response, onText, fail, (answer) => {
          end();
          resolve(answer);
        }),
      );
      if (isFirst) request.once("finish", onFirstSent);
      isFirst = false;
      request.end(body);
    });
  };
}

function readAnswer(
  response: IncomingMessage,
  onText: (text: Uint8Array) => void,
  fail: (error: ProblemError) => void,
  done: (answer: HttpAnswer) => void,
): void {
  const { statusCode = 0 } = response;
  const chunks: Buffer[] = [];
  // From here on an error of the response has a listener, whatever comes of it.
  response.on("error", (error) => fail(connectionProblem(error)));
  if (!/^(identity)?$/i.test(headerOf(response, "content-encoding") ?? "")) {
    fail(new ProblemError("UpstreamUnusable", { cause: "content-encoding" }));
    return;
  }
  response.on("data", (chunk: Buffer) => {
    chunks.push(chunk);
    try {
      onText(chunk);
    } catch (error) {
      fail(error as ProblemError);
    }
  });
  response.on("end", () => {
    done({
      statusCode,
      header: (name) => headerOf(response, name),
      req: {},
      pieces: piecesOf(joined(chunks)),
    });
  });
}

/** Bytes. For longer answers no memory is kept. */
const longestKept = 1024 * 1024;
/** Where an answer is put together. New memory for each answer would take a twentieth of a call for 100 jobs. */
let kept: Buffer | undefined;

/** The chunks as one, until the next answer is put together in the same memory. */
function joined(chunks: readonly Buffer[]): Buffer {
  const size = chunks.reduce((sum, { length }) => sum + length, 0);
  if (size > longestKept) return Buffer.concat(chunks);
  kept ??= Buffer.allocUnsafeSlow(longestKept);
  let end = 0;
  for (const chunk of chunks) {
    kept.set(chunk, end);
    end += chunk.length;
  }
  return kept.subarray(0, end);
}

/**
 * The headers as a list of names and values in turn (https://nodejs.org/api/http.html#httprequesturl-options-callback).
 * Node sends a list as it is: host and length have to be in it. From an object it would make a map first, which takes a
 * hundredth of a small call.
 */
function headerList(headers: PostRequest["headers"], host: string, body: string): string[] {
  const list = ["Host", host, "Content-Length", String(Buffer.byteLength(body))];
  for (const [name, value] of Object.entries(headers)) list.push(name, value);
  return list;
}

/** Where to send to. The brackets of an IPv6 address are none of its name. */
function partsOf(url: string) {
  const { host, hostname, port, pathname } = new URL(url);
  return { host, hostname: hostname.replace(/^\[|\]$/g, ""), port, path: pathname };
}

/**
 * The value of a header, in whatever case its name came; of several, all of them.
 * Node's own `headers` take ten times as long, because they hold every header.
 */
function headerOf({ rawHeaders }: IncomingMessage, wanted: string): string | undefined {
  let found: string | undefined;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at] as string;
    if (name.length !== wanted.length || name.toLowerCase() !== wanted) continue;
    const value = rawHeaders[at + 1] as string;
    found = found === undefined ? value : `${found},${value}`;
  }
  return found;
}

/** Node's codes for a certificate that isn't trusted or is another host's: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const certificateCode =
  /(^|_)(CERT|CRL)(_|$)|ISSUER|^UNABLE_TO_VERIFY_LEAF_SIGNATURE$|^INVALID_(CA|PURPOSE)$|^PATH_LENGTH_EXCEEDED$|^HOSTNAME_MISMATCH$/;

function connectionProblem(error: Error): ProblemError {
  const { code } = error as { code?: string };
  const untrusted = code !== undefined && certificateCode.test(code);
  return new ProblemError(untrusted ? "UpstreamUntrusted" : "UpstreamUnavailable", { cause: code });
}

/** Closes the connections that no request uses. */
function closeIdle(agent: HttpAgent): void {
  for (const sockets of Object.values(agent.freeSockets as Readonly<Record<string, readonly Socket[]>>))
    for (const socket of sockets) socket.destroy();
}

type Readings = readonly [wall: number, monotonic: number];

const readings = (clock: Clock): Readings => [clock.wall(), clock.monotonic()];

/** A frozen instance may stop the one clock, and the other may be set: the larger difference counts. */
const idleSince = (before: Readings, now: Readings) => Math.max(now[0] - before[0], now[1] - before[1]);
