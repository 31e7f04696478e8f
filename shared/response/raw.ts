import type { IceAnswer } from "../ice/transport.ts";
import type { Lifecycle } from "../job/lifecycle.ts";
import { beforeSpace, lastOf, type MemberSpan, membersOf, type Span } from "../json/layout.ts";
import { isObject, member } from "../json/value.ts";
import type { Document } from "../operation.ts";
import type { Additions } from "./additions.ts";
import type { Parts, Shaped, View } from "./parts.ts";

/** JSON, its size, and where in it the bundle's own `retryAfter` stands, in order. */
interface RawText {
  /** V8 keeps a text that is put together from others in pieces, until it is first read: of a whole answer, by `steady`. */
  readonly text: string;
  /** In UTF-8. */
  readonly bytes: number;
  readonly volatile: readonly Span[];
}

const plain = (text: string): RawText => ({ text, bytes: Buffer.byteLength(text), volatile: [] });

/** Answers as ICE's own text, character for character, with the bundle's members at the end of each object. */
export const rawView: View<RawText> = {
  items(answer, field, lifecycleOf) {
    const values = member(answer.document, field);
    if (!Array.isArray(values)) return undefined;
    return elementsOf(answer, field).map((text, index) => {
      const item = plain(text);
      const value: unknown = values[index];
      if (!lifecycleOf || !isObject(value)) return item;
      return withAdded(item, value, addedOf({ lifecycle: lifecycleOf(value) }));
    });
  },
  sizeOf: (_, items) => items.reduce((sum, { bytes }) => sum + bytes + 1, 0),
  shape,
};

/** Members are looked for with each list of an answer, and once more to put it together. */
const layouts = new WeakMap<IceAnswer, readonly MemberSpan[]>();

function layoutOf(answer: IceAnswer): readonly MemberSpan[] {
  let layout = layouts.get(answer);
  if (!layout) {
    layout = membersOf(answer.text);
    layouts.set(answer, layout);
  }
  return layout;
}

/** The texts of the elements of a member that is an array. */
function elementsOf(answer: IceAnswer, name: string): readonly string[] {
  const { text, list } = answer;
  if (list?.name === name) return list.elements;
  const { elements } = lastOf(layoutOf(answer), name) as MemberSpan;
  return (elements as readonly Span[]).map(({ start, end }) => text.slice(start, end));
}

function shape({ answer, lists, additions }: Parts<RawText>): Shaped {
  const added = addedOf(additions);
  const all = withOwnList(answer, lists);
  const { text, bytes, volatile } =
    Object.keys(all).length === 0
      ? withAdded(plain(answer.text), answer.document, added)
      : rewritten(answer.text, layoutOf(answer), all, added);
  return { json: text, bytes, steady: () => without(text, [...requestIdsIn(text), ...volatile]) };
}

/** The lists, and the answer's own list whose elements are apart, unless one of them replaces it. */
function withOwnList({ list }: IceAnswer, lists: Parts<RawText>["lists"]): Parts<RawText>["lists"] {
  if (!list || Object.hasOwn(lists, list.name)) return lists;
  return { ...lists, [list.name]: list.elements.map(plain) };
}

/** Members to add to an object's text, as they stand between its braces. */
interface Added extends RawText {
  readonly names: readonly string[];
}

/** What was added last. Most jobs have the lifecycle of the job before, and to make its text again takes ten times as long. */
let last: { readonly lifecycle: Lifecycle; readonly added: Added } | undefined;

function addedOf(additions: Additions): Added {
  const { lifecycle } = additions;
  const isAlone = lifecycle !== undefined && Object.keys(additions).length === 1;
  if (isAlone && last && isSame(last.lifecycle, lifecycle)) return last.added;
  const text = JSON.stringify(additions).slice(1, -1);
  const added = { ...plain(text), names: Object.keys(additions), volatile: retryAfterIn(text, additions) };
  if (isAlone) last = { lifecycle, added };
  return added;
}

const isSame = (one: Lifecycle, other: Lifecycle) => {
  const names = Object.keys(one) as (keyof Lifecycle)[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
};

/** An object's text with members added at its end. Its own members of the same names go. */
function withAdded(object: RawText, value: Document, added: Added): RawText {
  const { text } = object;
  if (added.names.some((name) => Object.hasOwn(value, name)))
    return rewritten(text, membersOf(text), {}, added);
  if (added.text === "") return object;
  const end = text.lastIndexOf("}");
  const comma = text[beforeSpace(text, end)] === "{" ? "" : ",";
  return {
    text: text.slice(0, end) + comma + added.text + text.slice(end),
    bytes: object.bytes + comma.length + added.bytes,
    volatile: added.volatile.map((span) => moved(span, end + comma.length)),
  };
}

/** An object's text, some of its lists replaced or added, and members added at its end. */
function rewritten(
  text: string,
  members: readonly MemberSpan[],
  lists: Parts<RawText>["lists"],
  added: Added,
): RawText {
  let out = "";
  let bytes = 0;
  const volatile: Span[] = [];
  const put = (piece: RawText) => {
    for (const span of piece.volatile) volatile.push(moved(span, out.length));
    out += piece.text;
    bytes += piece.bytes;
  };
  const putText = (piece: string) => put(plain(piece));
  const putList = (items: readonly RawText[]) => {
    putText("[");
    for (const [index, item] of items.entries()) {
      if (index > 0) putText(",");
      put(item);
    }
    putText("]");
  };

  const kept = members.filter(({ name }) => !added.names.includes(name));
  putText(text.slice(0, members[0]?.start ?? text.indexOf("{") + 1));
  for (const [index, each] of kept.entries()) {
    const before = members[members.indexOf(each) - 1];
    if (index > 0 && before) putText(text.slice(before.end, each.start));
    const isList = Object.hasOwn(lists, each.name) && lastOf(members, each.name) === each;
    const items = isList ? lists[each.name] : undefined;
    // An empty list keeps its white space.
    if (!items || (items.length === 0 && each.elements?.length === 0))
      putText(text.slice(each.start, each.end));
    else {
      putText(text.slice(each.start, each.value));
      putList(items);
    }
  }
  let isEmpty = kept.length === 0;
  for (const [name, items] of Object.entries(lists)) {
    if (lastOf(members, name)) continue;
    putText(`${isEmpty ? "" : ","}${JSON.stringify(name)}:`);
    putList(items);
    isEmpty = false;
  }
  const end = text.lastIndexOf("}");
  putText(text.slice(members.at(-1)?.end ?? text.indexOf("{") + 1, end));
  if (added.text !== "") {
    if (!isEmpty) putText(",");
    put(added);
  }
  putText(text.slice(end));
  return { text: out, bytes, volatile };
}

/** Where the bundle's `retryAfter` stands. It is the last member of the lifecycle, which comes first. */
function retryAfterIn(added: string, { lifecycle }: Additions): readonly Span[] {
  if (lifecycle?.retryAfter === undefined) return [];
  const name = ',"retryAfter":';
  // No string before it can hold this text: a quote inside a string is escaped.
  const start = added.indexOf(name);
  return [{ start, end: start + name.length + String(lifecycle.retryAfter).length }];
}

/** Where the answer's own RequestId stands: mostly at its beginning, as a plain text. */
function requestIdsIn(json: string): readonly Span[] {
  const first = /^\s*\{\s*("RequestId"\s*:\s*"[^"\\]*")/.exec(json);
  if (first) return [{ start: first[0].length - (first[1] as string).length, end: first[0].length }];
  return membersOf(json).filter(({ name }) => name === "RequestId");
}

const moved = ({ start, end }: Span, by: number): Span => ({ start: start + by, end: end + by });

/** A text without some stretches of it, in any order. */
function without(text: string, spans: readonly Span[]): string {
  let from = 0;
  let rest = "";
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    rest += text.slice(from, start);
    from = end;
  }
  return rest + text.slice(from);
}
