import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import fc from "fast-check";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { canonicalQuery, percentEncode } from "../../local/signing/percent.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Credentials } from "../../shared/runtime/context.ts";
import { type BuiltFunction, type BuiltOptions, startBuilt } from "../support/cloud/built-function.ts";
import { callerKinds, eventOf } from "../support/unit/events.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { anyCredentials, secretsIn } from "../support/unit/secrets.ts";

/** What an upstream can give back of a request: the secrets in it, and what they are made of. */
interface Request {
  readonly AccessKeyId: string;
  readonly SecurityToken: string;
  readonly Signature: string;
  readonly stringToSign: string;
  readonly body: string;
}

async function read(message: IncomingMessage): Promise<Request> {
  const body = await text(message);
  const { Signature = "", ...signed } = Object.fromEntries(new URLSearchParams(body));
  const stringToSign = `POST&%2F&${percentEncode(canonicalQuery(Object.entries(signed)))}`;
  const { AccessKeyId = "", SecurityToken = "" } = signed;
  return { AccessKeyId, SecurityToken, Signature, stringToSign, body };
}

/** An upstream that answers with what it was sent: `echo` picks a part for each place. */
interface Answer {
  readonly status: number;
  readonly parts: readonly (keyof Request)[];
  readonly form: "refusal" | "document" | "html" | "cut" | "enormous";
}

function reply(request: Request, { status, parts, form }: Answer, response: ServerResponse): void {
  const [a = "", b = "", c = ""] = parts.map((part) => request[part]);
  const refusal = { Code: a, Message: b, RequestId: c, HostId: a, Recommend: b };
  const job = { JobId: a, MediaId: b, State: b, Status: b, JobStatus: b, [c]: { [a]: b } };
  const document = { ...refusal, Code: undefined, ...job, Job: job, LiveEditingJob: job, NextToken: c };
  const lists = { EditingBatchJobList: [job], MediaInfos: [job], IgnoredList: [a, b, c] };
  const bodies = {
    refusal: JSON.stringify(refusal),
    document: JSON.stringify({ ...document, ...lists }),
    html: `<html>${a}${b}${c}</html>`,
    cut: JSON.stringify(refusal).slice(0, -1),
    enormous: form === "enormous" ? JSON.stringify({ ...document, Filler: Array(2_000_000).fill({}) }) : "",
  };
  response.writeHead(status, { "x-acs-retry-after": a, "x-acs-request-id": b, location: `/?${c}` });
  response.end(bodies[form]);
}

let answer: Answer;
let seen: Request[] = [];
const server = createServer(async (message, response) => {
  const request = await read(message);
  seen.push(request);
  reply(request, answer, response);
});

const startCredentials: Credentials = {
  accessKeyId: "STS.NStartKeyId",
  accessKeySecret: "StartKeySecret",
  securityToken: "CAISStart/Token+==",
};
/** What the last invocation had to hide. */
function secretsOf(credentials: Credentials): Record<string, string> {
  const [{ Signature = "", stringToSign = "", body = "" } = {}] = seen;
  return { ...credentials, Signature, stringToSign, body };
}

let options: BuiltOptions;
let functions: Map<Operation, BuiltFunction>;
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const environment = { ICE_ENDPOINT: endpoint, ICE_MAX_ATTEMPTS: "1", DEBUG: "*" };
  options = { credentials: startCredentials, environment };
  functions = new Map(operations.map((each) => [each, startBuilt(each.functionName, options)]));
});
afterAll(async () => {
  await Promise.all([...functions.values()].map((built) => built.close()));
  server.closeAllConnections();
  server.close();
});

test("an upstream that echoes everything finds no way into a log or an error", async () => {
  const part = fc.constantFrom<keyof Request>(
    "AccessKeyId",
    "SecurityToken",
    "Signature",
    "stringToSign",
    "body",
  );
  const anyAnswer = fc.record<Answer>({
    status: fc.constantFrom(200, 302, 400, 403, 404, 429, 500, 503),
    parts: fc.array(part, { minLength: 3, maxLength: 3 }),
    form: fc.constantFrom("refusal", "document", "html", "cut"),
  });
  const anyCall = fc.record({
    operation: fc.constantFrom(...(operations as readonly Operation[])),
    kind: fc.constantFrom(...callerKinds),
    credentials: anyCredentials,
  });
  await fc.assert(
    fc.asyncProperty(anyAnswer, anyCall, async (given, { operation, kind, credentials }) => {
      [answer, seen] = [given, []];
      const built = functions.get(operation) as BuiltFunction;
      const event = eventOf[kind](sampleParameters[operation.name] ?? {});
      const { text, error, lines } = await built.invoke(event, credentials);
      expect(error).not.toBe("UnhandledInvocationError");
      expect(lines).toHaveLength(1);
      const secrets = secretsOf(credentials);
      expect(secretsIn(lines.join("\n"), secrets)).toEqual([]);
      const failed = error || text.includes("application/problem+json");
      if (failed) expect(secretsIn(text, secrets)).toEqual([]);
      expect(secretsIn(lines.join("\n") + text, { ...startCredentials })).toEqual([]);
    }),
    fuzz,
  );
});

/** Asks one function, whose process may differ, for an answer of more than 2 MB. */
async function askForMuch(memorySize: number, variables: Readonly<Record<string, string>> = {}) {
  [answer, seen] = [{ status: 200, parts: ["Signature", "stringToSign", "body"], form: "enormous" }, []];
  const operation = operations[0] as Operation;
  const environment = { ...options.environment, ...variables };
  const built = startBuilt(operation.functionName, { ...options, environment, props: { memorySize } });
  onTestFinished(() => built.close());
  return built.invoke(sampleParameters[operation.name]);
}

test("an answer that is too large for the function is refused without a secret", async () => {
  const { text, error, lines } = await askForMuch(128);
  expect(error).toBe("HandledInvocationError");
  expect(JSON.parse(text).errorType).toBe("UpstreamUnusable");
  expect(secretsIn(lines.join("\n") + text, secretsOf(startCredentials))).toEqual([]);
});

test("an instance that runs out of memory prints no secret", async () => {
  // The answer is small enough to be read, but more memory is in use than the function has.
  const ballast = encodeURIComponent("globalThis.ballast = Buffer.alloc(430 << 20, 1)");
  const { text, error, lines } = await askForMuch(512, {
    NODE_OPTIONS: `--import=data:text/javascript,${ballast}`,
  });
  expect(error).toBe("UnhandledInvocationError");
  expect(JSON.parse(text).errorMessage).toContain("maxMemoryUsage");
  expect(secretsIn(lines.join("\n") + text, secretsOf(startCredentials))).toEqual([]);
});
