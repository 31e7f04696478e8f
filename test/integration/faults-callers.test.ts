import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { operation } from "../../functions/get-media-convert-job/operation.ts";
import { operations } from "../../functions/index.ts";
import { type Cloud, type CloudOptions, startCloud } from "../../local/cloud.ts";
import { closeServer, listen } from "../../local/http/listen.ts";
import { catalogue, type ErrorCode } from "../../shared/errors/catalogue.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { callers } from "../support/cloud/callers.ts";
import { changedManifest } from "../support/cloud/changed-manifest.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { makeCertificate } from "../support/wire/certificate.ts";
import { controlIce } from "../support/wire/ice-control.ts";

const known = sampleParameters[operation.name] as Document;

interface Cause {
  readonly parameters?: Document;
  readonly order?: Document;
}

/** Errors of what not every caller sends, and of how the function is deployed. */
type Special =
  | "InternalError"
  | "UpstreamUntrusted"
  | "InvalidEvent"
  | "MethodNotAllowed"
  | "UnsupportedMediaType"
  | "PayloadTooLarge"
  | "DeadlineExceeded";

/** What makes each of the others, whoever calls. */
const causes: Record<Exclude<ErrorCode, Special>, Cause> = {
  MissingParameter: { parameters: {} },
  InvalidParameter: { parameters: { JobId: "two words" } },
  UnknownParameter: { parameters: { ...known, Jobs: "1" } },
  NotFound: { parameters: { JobId: "unknown" } },
  Throttled: { order: { fault: "throttled", retryAfterMs: 2500 } },
  UpstreamAccessDenied: { order: { fault: "code", code: "Forbidden.RAM" } },
  UpstreamAuthenticationFailed: { order: { fault: "signature-mismatch" } },
  UpstreamServiceNotOpen: { order: { fault: "code", code: "OperationDenied" } },
  UpstreamUnavailable: { order: { fault: "reset-before-head" } },
  UpstreamUnusable: { order: { fault: "cut-gzip" } },
  UpstreamTimeout: { order: { fault: "stall" } },
  ConfigurationError: { order: { fault: "code", code: "InvalidVersion" } },
};

type Call = (cloud: Cloud, parameters: Document) => ReturnType<(typeof callers)[string]>;
const callersOf = (operation: Operation): [caller: string, call: Call][] =>
  Object.entries(callers).map(([caller, call]) => [
    caller,
    (cloud, parameters) => call(cloud, operation, parameters),
  ]);
const byCallers = callersOf(operation);

function expectProblem(document: unknown, code: ErrorCode): void {
  const { title, status, advice: detail, retryable } = catalogue[code];
  expect(document).toMatchObject({
    code,
    title,
    status,
    detail,
    retryable,
    requestId: expect.stringMatching(/^1-/),
  });
}

const lines: string[] = [];
const log: CloudOptions["log"] = (_, line) => lines.push(line);
let cloud: Cloud;
beforeAll(async () => {
  const environment = { ICE_MAX_ATTEMPTS: "1", ICE_TIMEOUT_MS: "300", DEBUG: "*" };
  cloud = await startCloud({ log, environment });
});
afterAll(() => cloud?.close());
beforeEach(() => controlIce(cloud.iceUrl, "POST", "reset", {}));

/** Makes ICE and the parameters what an error wants. */
async function provoke({ parameters = known, order }: Cause): Promise<Document> {
  if (order) await controlIce(cloud.iceUrl, "POST", "faults", order);
  return parameters;
}

describe.each(byCallers)("%s", (_, call) => {
  it.each(Object.entries(causes) as [ErrorCode, Cause][])("is told %s", async (code, cause) => {
    const { error, document } = await call(cloud, await provoke(cause));
    expect(error).toBe(true);
    expectProblem(document, code);
    expect((await call(cloud, known)).error).toBe(false);
  });
});

describe("over HTTP", () => {
  const ask = (parameters: Document, init?: RequestInit) =>
    fetch(
      `${cloud.url}/${operation.name}?${new URLSearchParams(parameters as Record<string, string>)}`,
      init,
    );
  const post = (type: string, body: string) => ({ method: "POST", headers: { "content-type": type }, body });

  it.each(Object.entries(causes) as [ErrorCode, Cause][])("%s has its status", async (code, cause) => {
    const { status, headers } = await ask(await provoke(cause));
    expect(status).toBe(catalogue[code].status);
    expect(Object.fromEntries(headers)).toMatchObject({
      "content-type": "application/problem+json",
      "cache-control": "no-store",
      "x-content-type-options": "nosniff",
      "x-request-id": expect.stringMatching(/^1-/),
    });
    expect(headers.get("retry-after")).toBe(code === "Throttled" ? "3" : null);
  });

  it.each<[ErrorCode, RequestInit]>([
    ["MethodNotAllowed", { method: "DELETE" }],
    ["UnsupportedMediaType", post("text/plain", "JobId")],
    ["PayloadTooLarge", post("application/json", JSON.stringify({ JobId: "x".repeat(300_000) }))],
  ])("%s is an answer, too", async (code, init) => {
    const response = await ask({}, init);
    expect(response.status).toBe(catalogue[code].status);
    expect(response.headers.get("allow")).toBe(code === "MethodNotAllowed" ? "GET, POST" : null);
    expectProblem(await response.json(), code);
    expect((await ask(known)).status).toBe(200);
  });
});

describe("of an event that is none of theirs", () => {
  const others = byCallers.filter(([caller]) => /InvokeFunction|timer/.test(caller));
  const direct = others.filter(([caller]) => /InvokeFunction/.test(caller));

  it.each(others)("%s is told InvalidEvent", async (_, call) => {
    expectProblem((await call(cloud, [] as unknown as Document)).document, "InvalidEvent");
  });

  it.each(direct)("%s is told PayloadTooLarge", async (_, call) => {
    expectProblem((await call(cloud, { JobId: "x".repeat(300_000) })).document, "PayloadTooLarge");
  });
});

describe("where the function itself is the reason, every caller", () => {
  const cloudWith = async (options: CloudOptions, fault?: Document) => {
    const other = await startCloud({ log, ...options });
    onTestFinished(() => other.close());
    if (fault) await controlIce(other.iceUrl, "POST", "faults", { ...fault, times: byCallers.length });
    return other;
  };
  /** What each caller gets from a cloud. They call in turn, so that one instance answers all. */
  const documentsFrom = async (other: Cloud, calls = byCallers, parameters = known) => {
    const documents = [];
    for (const [, call] of calls) documents.push((await call(other, parameters)).document);
    return documents;
  };

  it("is told DeadlineExceeded in time", async () => {
    const manifest = changedManifest(/timeout: 60/g, "timeout: 3");
    const other = await cloudWith({ manifest }, { fault: "stall" });
    // At once: each takes seconds.
    for (const { document } of await Promise.all(byCallers.map(([, call]) => call(other, known))))
      expectProblem(document, "DeadlineExceeded");
  });

  it("is told which variable is wrong", async () => {
    for (const document of await documentsFrom(
      await cloudWith({ environment: { ICE_TIMEOUT_MS: "soon" } }),
    )) {
      expectProblem(document, "ConfigurationError");
      expect(document.errors).toEqual([
        { parameter: "ICE_TIMEOUT_MS", problem: "must be a whole number from 10 to 600000" },
      ]);
    }
  });

  it("is told that ICE's certificate is not trusted, whatever it asks", async () => {
    const { keyFile, certificateFile, remove } = makeCertificate();
    onTestFinished(remove);
    const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) });
    const url = await listen(server, 0);
    onTestFinished(() => closeServer(server));
    const environment = { ICE_ENDPOINT: url.replace("http:", "https:") };
    const other = await cloudWith({ environment });
    for (const each of operations) {
      const parameters = sampleParameters[each.name] as Document;
      for (const document of await documentsFrom(other, callersOf(each), parameters))
        expectProblem(document, "UpstreamUntrusted");
    }
  });

  it("is told InternalError when the function has a bug", async () => {
    const broken = "Math.random = () => { throw new TypeError('not a number'); }";
    const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(broken)}`;
    const environment = { ICE_MAX_ATTEMPTS: "2", NODE_OPTIONS };
    for (const document of await documentsFrom(await cloudWith({ environment }, { fault: "throttled" })))
      expectProblem(document, "InternalError");
  });

  it("is told that there is no role", async () => {
    const manifest = changedManifest(/^ +role: .*\n/gm, "");
    for (const document of await documentsFrom(await cloudWith({ manifest }))) {
      expectProblem(document, "ConfigurationError");
      expect(document.errors).toMatchObject([{ parameter: "role" }]);
    }
  });
});

it("none of it is a secret", () => {
  expect(lines.length).toBeGreaterThan(100);
  const text = lines.join("\n");
  // The local STS's keys and tokens start so.
  expect(text).not.toMatch(/STS\.|CAIS/);
});
