import fc from "fast-check";
import { expect, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { fromFailure } from "../../shared/ice/upstream-error.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { callerKinds, eventOf } from "../support/unit/events.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { type Invoked, invoke } from "../support/unit/invoke.ts";
import { sampleOf, sampleParameters } from "../support/unit/samples.ts";
import { anyCredentials, anySignedUrl, carrying, secretsIn } from "../support/unit/secrets.ts";

const anyOperation = fc.constantFrom(...(operations as readonly Operation[]));
const anyKind = fc.constantFrom(...callerKinds);

/** All that leaves the function but ICE's document: the log, and what a caller gets in an answer's place. */
function outputOf({ lines, error, http, body }: Invoked): string {
  const isAnswer = error === undefined && (http.statusCode ?? 200) < 400 && body?.ramAction === undefined;
  return [...lines, ...(isAnswer ? [] : [error?.message, error?.stack, JSON.stringify(http)])].join("\n");
}

/** Puts texts wherever a document has room for them: in its own words, as keys, deep inside. */
function spoiled(operation: Operation, texts: readonly string[]): Document {
  const [first = "", second = "", third = ""] = texts;
  const sample = sampleOf(operation.name);
  const words = { RequestId: first, Code: second, Message: third, HostId: first, Recommend: second };
  const top = { ...sample, ...words, [third]: first };
  if (operation.kind === "batch") return top;
  const { idField, stateField } = operation;
  const job = { [idField]: first, [stateField]: second, [third]: { [first]: [second] } };
  if (operation.kind === "list")
    return { ...top, [operation.itemsField]: [job], [operation.tokenField]: second };
  return operation.jobField === ""
    ? { ...top, ...job, [third]: first }
    : { ...top, [operation.jobField]: job };
}

test("whatever ICE answers, no credential, signature or URL query is told", async () => {
  const scene = fc.tuple(anyCredentials, anySignedUrl).chain(([credentials, { signature, query, url }]) =>
    fc.record({
      credentials: fc.constant(credentials),
      secrets: fc.constant({ ...credentials, signature, query }),
      texts: fc.array(carrying([...Object.values(credentials), signature, url]), {
        minLength: 3,
        maxLength: 3,
      }),
      operation: anyOperation,
      kind: anyKind,
      status: fc.constantFrom(200, 400, 403, 404, 429, 503),
    }),
  );
  await fc.assert(
    fc.asyncProperty(scene, async ({ credentials, secrets, texts, operation, kind, status }) => {
      const document = spoiled(operation, texts);
      const invoked = await invoke({
        operation,
        kind,
        parameters: sampleParameters[operation.name] ?? {},
        context: { credentials },
        respond() {
          if (status === 200) return document;
          const { Code: code, RequestId: requestId } = document;
          throw fromFailure({ status, code, requestId, retryAfter: texts[0] });
        },
      });
      expect(invoked.lines).toHaveLength(1);
      expect(secretsIn(outputOf(invoked), secrets)).toEqual([]);
    }),
    fuzz,
  );
});

test("whatever a caller gives, no credential of the function's is told, and no URL query logged", async () => {
  const scene = fc.tuple(anyCredentials, anySignedUrl).chain(([credentials, { signature, query, url }]) => {
    const any = carrying([...Object.values(credentials), signature, url]);
    return fc.record({
      credentials: fc.constant(credentials),
      secrets: fc.constant({ ...credentials, query }),
      operation: anyOperation,
      kind: anyKind,
      parameters: fc.oneof(
        fc.record({ JobId: any, explain: fc.constantFrom(true, undefined) }),
        fc.record({ MediaIds: fc.array(any), fields: any }),
        fc.record({ NextToken: any, explain: fc.constant(true) }),
        fc.dictionary(any, any, { maxKeys: 3 }),
      ),
      id: any,
    });
  });
  await fc.assert(
    fc.asyncProperty(scene, async ({ credentials, secrets, operation, kind, parameters, id }) => {
      const given = Object.fromEntries(Object.entries(parameters).filter(([, value]) => value !== undefined));
      const event = eventOf[kind](given);
      const headers = { ...(event.headers as Document), "x-request-id": id };
      const invoked = await invoke({
        operation,
        event: kind === "http" || kind === "apigateway" ? { ...event, headers } : event,
        context: { credentials },
        respond: () => sampleOf(operation.name),
      });
      expect(secretsIn(invoked.lines.join("\n"), secrets)).toEqual([]);
      expect(secretsIn(outputOf(invoked), { ...credentials })).toEqual([]);
    }),
    fuzz,
  );
});
