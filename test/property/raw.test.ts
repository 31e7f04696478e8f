import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Lifecycle } from "../../shared/job/lifecycle.ts";
import { membersOf } from "../../shared/json/layout.ts";
import { isObject } from "../../shared/json/value.ts";
import type { Document } from "../../shared/operation.ts";
import type { Additions } from "../../shared/response/additions.ts";
import { rawView } from "../../shared/response/raw.ts";
import { fuzz } from "../support/unit/fuzz.ts";
import { anyObjectText, anyValueText } from "../support/unit/json-text.ts";
import { answerOf } from "../support/unit/upstream.ts";

const lifecycle = (retryAfter?: number): Lifecycle => ({
  phase: "running",
  state: '{"retryAfter":7}, "lifecycle": §',
  done: false,
  partial: false,
  ...(retryAfter !== undefined && { retryAfter }),
});

const anyAdditions: fc.Arbitrary<Additions> = fc.record(
  {
    lifecycle: fc.option(fc.integer({ min: 1, max: 300 }), { nil: undefined }).map(lifecycle),
    missing: fc.array(fc.string(), { maxLength: 2 }),
    stopped: fc.constant({ reason: "limit" as const }),
    next: fc.constant({ Ids: ["a"], pages: "all", Text: ',"retryAfter":1}' }),
  },
  { requiredKeys: [] },
);

/** Whether a text holds exactly these members, the order of their names aside. */
function expectMembers(json: string, expected: Document): void {
  if (!isDeepStrictEqual(JSON.parse(json), expected)) expect(JSON.parse(json)).toEqual(expected);
}

/** A document without the members of some names, and others at its end. */
function withMembers(document: Document, others: Document): Document {
  const kept = Object.entries(document).filter(([name]) => !Object.hasOwn(others, name));
  return Object.fromEntries([...kept, ...Object.entries(others)]);
}

/** The list of an answer, with a lifecycle on each object of it. */
function itemsOf(text: string, retryAfter: (index: number) => number | undefined) {
  let index = 0;
  return rawView.items(answerOf(text), "Items", () => lifecycle(retryAfter(index++)));
}

test("the places of an object's members are those of its own texts", () => {
  fc.assert(
    fc.property(anyObjectText, ({ text, members }) => {
      const spans = membersOf(text);
      expect(spans.map(({ name, start, end }) => ({ name, text: text.slice(start, end) }))).toEqual(members);
      for (const { value, end, elements } of spans) {
        const inner = JSON.parse(text.slice(value, end));
        if (!elements) continue;
        expect(elements.map((each) => JSON.stringify(JSON.parse(text.slice(each.start, each.end))))).toEqual(
          inner.map((each: unknown) => JSON.stringify(each)),
        );
      }
      for (const { value, elements } of spans) expect(elements !== undefined).toBe(text[value] === "[");
    }),
    fuzz,
  );
});

test("an answer is ICE's own text, byte for byte, with the bundle's members at its end", () => {
  fc.assert(
    fc.property(anyObjectText, anyAdditions, ({ text, members }, additions) => {
      const answer = answerOf(text);
      const { json, bytes } = rawView.shape({ answer, lists: {}, additions });
      expect(bytes).toBe(Buffer.byteLength(json));
      expectMembers(json, withMembers(answer.document, JSON.parse(JSON.stringify(additions))));
      const kept = members.filter(({ name }) => !Object.hasOwn(additions, name));
      const added = JSON.stringify(additions).slice(1, -1);
      if (kept.length === members.length) {
        const end = text.lastIndexOf("}");
        const comma = members.length > 0 && added !== "" ? "," : "";
        expect(json).toBe(text.slice(0, end) + comma + added + text.slice(end));
      } else
        expect(
          membersOf(json).map(({ name, start, end }) => ({ name, text: json.slice(start, end) })),
        ).toEqual([
          ...kept,
          ...membersOf(`{${added}}`).map(({ name, start, end }) => ({
            name,
            text: `{${added}}`.slice(start, end),
          })),
        ]);
    }),
    fuzz,
  );
});

test("a list's items put back in their place give ICE's own text, byte for byte", () => {
  fc.assert(
    fc.property(anyObjectText, ({ text }) => {
      const answer = answerOf(text);
      const items = rawView.items(answer, "Items");
      expect(items !== undefined).toBe(
        Object.hasOwn(answer.document, "Items") && Array.isArray(answer.document.Items),
      );
      const lists: Readonly<Record<string, never>> = items ? { Items: items as never } : {};
      const { json, bytes } = rawView.shape({ answer, lists, additions: {} });
      expect(json).toBe(text);
      expect(bytes).toBe(Buffer.byteLength(json));
      if (items)
        expect(items.map((each) => JSON.stringify(JSON.parse((each as { text: string }).text)))).toEqual(
          (answer.document.Items as unknown[]).map((each) => JSON.stringify(each)),
        );
    }),
    fuzz,
  );
});

test("the items of several answers are joined, each with its lifecycle in place of ICE's", () => {
  fc.assert(
    fc.property(anyObjectText, anyObjectText, anyAdditions, ({ text: first }, { text: last }, additions) => {
      const answer = answerOf(last);
      const items = [first, last].flatMap((text) => itemsOf(text, () => 5) ?? []);
      const { json, bytes } = rawView.shape({ answer, lists: { Items: items }, additions });
      expect(bytes).toBe(Buffer.byteLength(json));
      const expected = [first, last]
        .map((text) => JSON.parse(text).Items)
        .flatMap((list) => (Array.isArray(list) ? list : []))
        .map((item) => (isObject(item) ? withMembers(item, { lifecycle: lifecycle(5) }) : item));
      const document = Object.fromEntries([...Object.entries(answer.document), ["Items", expected]]);
      expectMembers(json, withMembers(document, JSON.parse(JSON.stringify(additions))));
    }),
    fuzz,
  );
});

test("what a list takes is at least counted in bytes, commas included", () => {
  fc.assert(
    fc.property(anyObjectText, ({ text }) => {
      const items = itemsOf(text, () => 5);
      fc.pre(items !== undefined);
      const { json } = rawView.shape({
        answer: answerOf("{}"),
        lists: { Items: items ?? [] },
        additions: {},
      });
      const around = Buffer.byteLength('{"Items":[]}') - (items?.length ? 1 : 0);
      expect(rawView.sizeOf("Items", items ?? [])).toBe(Buffer.byteLength(json) - around);
    }),
    fuzz,
  );
});

/** The text that an ETag is made of: of an answer with a list, whose jobs and itself are not done. */
function steadyOf(text: string, retryAfter: number): string {
  const answer = answerOf(text);
  const items = itemsOf(text, (index) => retryAfter + index);
  const lists: Readonly<Record<string, never>> = items ? { Items: items as never } : {};
  return rawView.shape({ answer, lists, additions: { lifecycle: lifecycle(retryAfter) } }).steady();
}

test("what is steady stays the same with another RequestId and another retryAfter of the bundle's own", () => {
  fc.assert(
    fc.property(
      anyObjectText,
      anyValueText,
      fc.integer({ min: 1, max: 300 }),
      fc.integer({ min: 1, max: 300 }),
      (object, requestId, one, other) => {
        fc.pre(object.members.filter(({ name }) => name === "RequestId").length === 1);
        const changed = object.with(({ name, text }) =>
          name === "RequestId" ? `"RequestId":${requestId}` : text,
        );
        expect(steadyOf(changed, other)).toBe(steadyOf(object.text, one));
      },
    ),
    fuzz,
  );
});

test("what is steady changes with anything else", () => {
  fc.assert(
    fc.property(anyObjectText, anyValueText, fc.nat(), (object, value, place) => {
      const others = object.members.filter(({ name }) => name !== "RequestId" && name !== "lifecycle");
      const chosen = others[place % others.length];
      fc.pre(chosen !== undefined);
      const { value: start = 1 } = membersOf(`{${chosen?.text}}`)[0] ?? {};
      const text = chosen?.text.slice(0, start - 1) + value;
      fc.pre(JSON.stringify(JSON.parse(`{${text}}`)) !== JSON.stringify(JSON.parse(`{${chosen?.text}}`)));
      const changed = object.with((each) => (each === chosen ? text : each.text));
      // A lifecycle of ICE's on an item makes way for the bundle's.
      fc.pre(chosen?.name !== "Items" || !/lifecycle|\\u/.test(text + chosen.text));
      expect(steadyOf(changed, 5)).not.toBe(steadyOf(object.text, 5));
    }),
    fuzz,
  );
});
