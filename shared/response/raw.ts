import type { IceAnswer } from "../ice/transport.ts";
import { type MemberSpan, membersOf, type Span } from "../json/layout.ts";
import { isObject, member } from "../json/value.ts";
import type { Document } from "../operation.ts";
import type { Additions } from "./additions.ts";
import type { Parts, Shaped, View } from "./parts.ts";

/** JSON, and where in it the bundle's own `retryAfter` stands, in order. */
interface RawText {
  readonly text: string;
  readonly volatile: readonly Span[];
}

const none: readonly Span[] = [];

/** Answers as ICE's own text, character for character, with the bundle's members at the end of each object. */
export const rawView: View<RawText> = {
  items(answer, field, lifecycleOf) {
    const values = member(answer.document, field);
    if (!Array.isArray(values)) return undefined;
    // A value that is an array has its place in the text.
    const { elements } = lastOf(layoutOf(answer), field) as MemberSpan;
    return (elements as readonly Span[]).map(({ start, end }, index) => {
      const text = answer.text.slice(start, end);
      const value: unknown = values[index];
      if (!lifecycleOf || !isObject(value)) return { text, volatile: none };
      return withAdditions(text, value, { lifecycle: lifecycleOf(value) });
    });
  },
  sizeOf: (_, items) => items.reduce((sum, { text }) => sum + Buffer.byteLength(text) + 1, 0),
  shape,
};

/** Layouts are read for each list of an answer, and once more to put it together. */
const layouts = new WeakMap<IceAnswer, readonly MemberSpan[]>();

function layoutOf(answer: IceAnswer): readonly MemberSpan[] {
  let layout = layouts.get(answer);
  if (!layout) {
    layout = membersOf(answer.text);
    layouts.set(answer, layout);
  }
  return layout;
}

/** The member of that name that counts: JSON.parse takes the last one. */
function lastOf(members: readonly MemberSpan[], name: string): MemberSpan | undefined {
  return members.findLast((each) => each.name === name);
}

function shape({ answer, lists, additions }: Parts<RawText>): Shaped {
  const { text: json, volatile } =
    Object.keys(lists).length === 0
      ? withAdditions(answer.text, answer.document, additions)
      : rewritten(answer.text, layoutOf(answer), lists, additions);
  return { json, steady: () => without(json, [...requestIdsIn(json), ...volatile]) };
}

/** An object's text with members added at its end. Its own members of the same names go. */
function withAdditions(text: string, value: Document, additions: Additions): RawText {
  const collides = Object.keys(additions).some((name) => Object.hasOwn(value, name));
  return collides ? rewritten(text, membersOf(text), {}, additions) : withEnd(text, additions);
}

/** An object's text, some of its lists replaced or added, and members added at its end. */
function rewritten(
  text: string,
  members: readonly MemberSpan[],
  lists: Parts<RawText>["lists"],
  additions: Additions,
): RawText {
  const kept = members.filter(({ name }) => !Object.hasOwn(additions, name));
  const volatile: Span[] = [];
  let out = text.slice(0, members[0]?.start ?? text.indexOf("{") + 1);
  const put = (items: readonly RawText[]) => {
    let at = out.length + 1;
    for (const item of items) {
      for (const span of item.volatile) volatile.push(moved(span, at));
      at += item.text.length + 1;
    }
    out += `[${items.map((item) => item.text).join()}]`;
  };
  for (const [index, each] of kept.entries()) {
    const before = members[members.indexOf(each) - 1];
    if (index > 0 && before) out += text.slice(before.end, each.start);
    const isList = Object.hasOwn(lists, each.name) && lastOf(members, each.name) === each;
    const items = isList ? lists[each.name] : undefined;
    // An empty list keeps its white space.
    if (!items || (items.length === 0 && each.elements?.length === 0))
      out += text.slice(each.start, each.end);
    else {
      out += text.slice(each.start, each.value);
      put(items);
    }
  }
  let isEmpty = kept.length === 0;
  for (const [name, items] of Object.entries(lists)) {
    if (lastOf(members, name)) continue;
    out += `${isEmpty ? "" : ","}${JSON.stringify(name)}:`;
    put(items);
    isEmpty = false;
  }
  const end = withEnd(out + text.slice(members.at(-1)?.end ?? text.indexOf("{") + 1), additions);
  return { text: end.text, volatile: [...volatile, ...end.volatile] };
}

/** An object's text with members added at its end. None of them may be there yet. */
function withEnd(text: string, additions: Additions): RawText {
  const added = JSON.stringify(additions).slice(1, -1);
  if (added === "") return { text, volatile: none };
  const end = text.lastIndexOf("}");
  const comma = isEmptyBefore(text, end) ? "" : ",";
  return {
    text: text.slice(0, end) + comma + added + text.slice(end),
    volatile: retryAfterIn(added, additions, end + comma.length),
  };
}

/** Whether an object has no members before the brace that closes it. */
function isEmptyBefore(text: string, brace: number): boolean {
  let at = brace - 1;
  while (text.charCodeAt(at) <= 32) at--;
  return text[at] === "{";
}

/** Where the bundle's `retryAfter` stands. It is the last member of the lifecycle, which comes first. */
function retryAfterIn(added: string, { lifecycle }: Additions, at: number): readonly Span[] {
  if (lifecycle?.retryAfter === undefined) return none;
  const name = ',"retryAfter":';
  // No string before it can hold this text: a quote inside a string is escaped.
  const start = at + added.indexOf(name);
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
