import { joinPaths, type Subject, subjectOf, valueAt, withValue } from "../../../functions/subject.ts";
import { isObject } from "../../../shared/json/value.ts";
import type { Document, Operation } from "../../../shared/operation.ts";
import type { Answer } from "../document.ts";

/** Makes the JSON text that is sent instead of an answer. */
type Write<Settings = unknown> = (answer: Answer, operation: Operation, settings: Settings) => string;

export const unknownState = rewritten((fields, { state }) =>
  state ? withValue(fields, state, "Hibernating") : fields,
);

export const unknownFields = rewritten((fields) => ({ ...fields, Unheard: { Of: [1, "two", null, true] } }));

export const missingFields = rewritten((fields, { id }) => ({ [id]: fields[id] }));

export const wrongTypes = rewritten((fields, { id }) => {
  const wrong = Object.entries(fields).map(([name, value]) => [
    name,
    name === id ? value : anotherType(value),
  ]);
  return Object.fromEntries(wrong);
});

export const otherJob = rewritten((fields, { id }) => withValue(fields, id, "another-job"));

export const bigIntegers = spliced(
  () => `"Beyond":9007199254740993,"FarBeyond":123456789012345678901234567890,"Below":-9007199254740993`,
);

export const prototypeKeys = spliced(
  () => `"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}`,
);

export const duplicateKeys = spliced(({ id }) => `"${id}":"the-first-of-two"`);

export const deep = spliced<{ depth: number }>(
  (_, { depth }) => `"Deep":${"[".repeat(depth)}${"]".repeat(depth)}`,
);

export const huge = spliced<{ bytes: number }>((_, { bytes }) => `"Padding":"${"x".repeat(bytes)}"`);

export const noJob: Write = ({ document: { RequestId } }) => JSON.stringify({ RequestId });

export const cyclicTokens = paged((_, { offset, size, tokenAt }) => ({
  token: tokenAt(offset === 0 ? size : 0),
}));

export const repeatedToken = paged((_, { tokenAt }) => ({ token: tokenAt(0) }));

export const emptyPage = paged((_, { offset, tokenAt }) => ({ items: [], token: tokenAt(offset) }));

export const oversizedPage = paged((items, { size }) => ({
  items: Array.from({ length: items.length && size + 1 }, (_, index) => items[index % items.length]),
}));

export const foundAndIgnored: Write = ({ document }, operation) => {
  const { at, id } = subjectOf(operation);
  const ignored = operation.kind === "batch" ? operation.ignoredField : "";
  const both = withValue(
    document,
    joinPaths(ignored, listAt(document, ignored).length),
    valueAt(document, joinPaths(at, id)),
  );
  return JSON.stringify(both);
};

export const notAccountedFor: Write = ({ document }, operation) => {
  const found = operation.kind === "batch" ? operation.foundField : "";
  return JSON.stringify(withValue(document, found, listAt(document, found).slice(1)));
};

/** Changes the fields of the job or asset; an answer without one is sent as it is. */
function rewritten(change: (fields: Document, subject: Subject) => unknown): Write {
  return ({ document }, operation) => {
    const subject = subjectOf(operation);
    const fields = valueAt(document, subject.at);
    const changed = isObject(fields) ? withValue(document, subject.at, change(fields, subject)) : document;
    return JSON.stringify(changed);
  };
}

/** Adds members before those of the job or asset. They are JSON text, because no object can hold them. */
function spliced<Settings = unknown>(
  members: (subject: Subject, settings: Settings) => string,
): Write<Settings> {
  return (answer, operation, settings) => {
    const place = "@members";
    const text = rewritten((fields) => ({ [place]: 0, ...fields }))(answer, operation, undefined);
    return text.replace(`"${place}":0`, () => members(subjectOf(operation), settings));
  };
}

/** Changes a page's items or its token. */
function paged(
  change: (
    items: readonly unknown[],
    page: NonNullable<Answer["page"]>,
  ) => { items?: unknown; token?: string },
): Write {
  return ({ document, page }, operation) => {
    if (operation.kind !== "list" || !page) return JSON.stringify(document);
    const { itemsField, tokenField } = operation;
    const before = listAt(document, itemsField);
    const { items = before, token } = change(before, page);
    const changed = withValue(document, itemsField, items);
    return JSON.stringify(token ? withValue(changed, tokenField, token) : changed);
  };
}

function listAt(document: Document, path: string): readonly unknown[] {
  const list = valueAt(document, path);
  return Array.isArray(list) ? list : [];
}

function anotherType(value: unknown): unknown {
  if (typeof value === "string") return 7;
  if (Array.isArray(value)) return {};
  return isObject(value) ? [] : "seven";
}
