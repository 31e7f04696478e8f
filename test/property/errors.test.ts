import { parse } from "node:url";
import fc from "fast-check";
import { expect, test } from "vitest";
import { catalogue } from "../../shared/errors/catalogue.ts";
import { fromFailure } from "../../shared/ice/upstream-error.ts";
import { readConfiguration } from "../../shared/runtime/configuration.ts";
import { redactor } from "../../shared/runtime/redact.ts";
import { anyJson } from "../support/unit/arbitrary.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { anyCredentials, carrying, secretsIn } from "../support/unit/secrets.ts";
import { problemOf } from "../support/unit/thrown.ts";

const known = [
  "Throttling",
  "NotFound",
  "InvalidParameter",
  "Forbidden",
  "InvalidAccessKeyId",
  ".",
  "ServiceUnAvailable",
  "x".repeat(60),
  "\n",
];
const anyCode = fc.oneof(
  anyJson,
  fc.array(fc.constantFrom(...known), { maxLength: 3 }).map((parts) => parts.join("")),
);

test("whatever ICE answers in place of a document is one error of the catalogue, and repeats no text that may be secret", () => {
  fc.assert(
    fc.property(fc.nat(999), anyCode, anyJson, anyJson, (status, code, requestId, retryAfter) => {
      const problem = fromFailure({ status, code, requestId, retryAfter });
      expect(Object.keys(catalogue)).toContain(problem.code);
      expect(problem.upstream?.code ?? code).toBe(code);
      expect(problem.upstream?.code ?? "none").toMatch(/^[\w.-]{1,100}$/);
      expect(problem.upstream?.requestId ?? "none").toMatch(/^[\w*-]{1,64}$/);
      expect(problem.retryAfterMs ?? 0).toBeGreaterThanOrEqual(0);
      expect(problem.retryAfterMs ?? 0).toBeLessThan(10_000_000);
    }),
    fuzz,
  );
});

const hostParts = [
  "ice",
  ".",
  "evil.com",
  ".aliyuncs.com",
  "aliyuncs.com",
  "127.0.0.1",
  "localhost",
  "[::1]",
  "@",
  ":",
  ":443",
  ";",
  "/",
  "\\",
  "?",
  "#",
  "%2f",
  "\t",
  "\n",
  " ",
  "'",
  "`",
  "{",
  "|",
  "。",
  "0x7f.1",
  "аliyuncs",
];
const anyEndpoint = fc.oneof(
  fc
    .tuple(
      fc.constantFrom("https://", "http://", "https:", "//", ""),
      fc.array(fc.constantFrom(...hostParts)),
    )
    .map(([scheme, parts]) => scheme + parts.join("")),
  fc.webUrl(),
  fc.string(),
);

test("an endpoint is taken only if every reader of URLs finds ICE's domain by https in it, or loopback", () => {
  fc.assert(
    fc.property(anyEndpoint, (ICE_ENDPOINT) => {
      const read = () => readConfiguration({ ICE_ENDPOINT }, "cn-shanghai");
      if (ICE_ENDPOINT === "") return;
      let endpoint: string;
      try {
        ({ endpoint } = read());
      } catch {
        expect(problemOf(read).errors?.map(({ parameter }) => parameter)).toEqual(["ICE_ENDPOINT"]);
        return;
      }
      const { protocol, hostname } = new URL(endpoint);
      // What the client uses to find the host.
      expect(parse(endpoint).hostname).toBe(hostname.replace(/[[\]]/g, ""));
      expect(parse(ICE_ENDPOINT).protocol).toBe(protocol);
      const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname);
      expect(isLoopback || `${protocol}//${hostname}`).toEqual(
        isLoopback || expect.stringMatching(/^https:\/\/[^;'`{|]+\.aliyuncs\.com$/),
      );
    }),
    fuzz,
  );
});

test("no configuration error repeats a value", () => {
  const names = ["ICE_ENDPOINT", "ICE_NETWORK", "ICE_TIMEOUT_MS", "ICE_MAX_ATTEMPTS", "LOG_LEVEL"];
  const scene = anyCredentials.chain((credentials) =>
    fc.record({
      credentials: fc.constant(credentials),
      environment: fc.record(
        Object.fromEntries(names.map((name) => [name, carrying(Object.values(credentials))])),
      ),
    }),
  );
  fc.assert(
    fc.property(scene, ({ credentials, environment }) => {
      const problem = problemOf(() => readConfiguration(environment, "cn-shanghai"));
      expect(problem.errors?.map(({ parameter }) => parameter).sort()).toEqual(names.sort());
      const told = JSON.stringify([problem.message, problem.stack, problem.cause, problem.details("1-2")]);
      expect(secretsIn(told, { ...credentials })).toEqual([]);
    }),
    fuzz,
  );
});

test("redaction leaves no credential in any text, plain or percent-encoded once or twice", () => {
  const scene = anyCredentials.chain((credentials) =>
    fc.tuple(fc.constant(credentials), fc.array(fc.oneof(fc.string(), carrying(Object.values(credentials))))),
  );
  fc.assert(
    fc.property(scene, ([credentials, texts]) => {
      const { redact, redactedJson } = redactor(credentials);
      const value = { text: texts.join("") };
      expect(secretsIn(redact(value).text, { ...credentials })).toEqual([]);
      expect(JSON.parse(redactedJson(value))).toEqual(redact(value));
    }),
    fuzz,
  );
});
