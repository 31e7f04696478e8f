import type { Lifecycle } from "../job/lifecycle.ts";
import { appendName, type Path, parsePath } from "../json/path.ts";
import { isObject, member } from "../json/value.ts";
import type { Document } from "../operation.ts";
import type { Field, Fields } from "../schema/fields.ts";
import type { Additions } from "./additions.ts";
import { type Decoded, decode } from "./decode.ts";
import { pick } from "./fields.ts";
import type { Parts, View } from "./parts.ts";

/** An element of a list, and the lifecycle that is added to it. */
interface ValueItem extends Decoded {
  readonly lifecycle: Lifecycle | undefined;
}

/**
 * Answers put together from values.
 * @param fields of ICE's answer, where texts are decoded
 * @param paths of what is wanted of the answer, where not all of it is
 */
export function valueView(fields: Fields | undefined, paths?: readonly string[]): View<ValueItem> {
  const wanted = paths?.map((text) => parsePath(text) as Path);
  const read = (field: Field | undefined, value: unknown): Decoded =>
    field ? decode(field, value) : { value, undecoded: [] };

  /** @param steady without what differs from call to call */
  const put = ({ answer, lists, additions }: Parts<ValueItem>, steady: boolean): Document => {
    const undecoded: string[] = [];
    const members: [string, unknown][] = [];
    const addList = (name: string, items: readonly ValueItem[]) => {
      for (const [index, item] of items.entries())
        undecoded.push(...item.undecoded.map((path) => below(`${appendName("", name)}[${index}]`, path)));
      members.push([name, items.map((item) => itemOf(item, steady))]);
    };
    for (const [name, inner] of Object.entries(answer.document)) {
      if (steady && name === "RequestId") continue;
      const items = Object.hasOwn(lists, name) ? lists[name] : undefined;
      if (items) addList(name, items);
      else {
        const decoded = read(fields && Object.hasOwn(fields, name) ? fields[name] : undefined, inner);
        undecoded.push(...decoded.undecoded.map((path) => below(appendName("", name), path)));
        members.push([name, decoded.value]);
      }
    }
    for (const [name, items] of Object.entries(lists))
      if (!Object.hasOwn(answer.document, name)) addList(name, items);
    const whole = {
      ...Object.fromEntries(members),
      ...(fields && { undecoded }),
      ...(steady ? withoutRetryAfter(additions) : additions),
    };
    if (!wanted) return whole;
    const { lifecycle: _, ...kept } = additions;
    return { ...pick(whole, wanted), ...kept };
  };

  return {
    items(answer, field, lifecycleOf) {
      const values = member(answer.document, field);
      if (!Array.isArray(values)) return undefined;
      const list = fields && Object.hasOwn(fields, field) ? fields[field] : undefined;
      const element = list?.type === "array" ? list.element : undefined;
      return values.map((value: unknown) => ({
        lifecycle: isObject(value) ? lifecycleOf?.(value) : undefined,
        ...read(element, value),
      }));
    },
    sizeOf(field, items) {
      const page = { [field]: items.map((item) => itemOf(item, false)) };
      return Buffer.byteLength(JSON.stringify(wanted ? pick(page, wanted) : page));
    },
    shape(parts) {
      const json = JSON.stringify(put(parts, false));
      return {
        json,
        bytes: Buffer.byteLength(json),
        steady: () => JSON.stringify(put(parts, true)),
      };
    },
  };
}

function itemOf({ value, lifecycle }: ValueItem, steady: boolean): unknown {
  if (!lifecycle) return value;
  const { retryAfter: _, ...rest } = lifecycle;
  // The name comes first: V8 takes three times as long to add a name to a copy as to make the copy.
  const copy: Record<string, unknown> = { lifecycle: undefined, ...(value as Document) };
  copy.lifecycle = steady ? rest : lifecycle;
  return copy;
}

function withoutRetryAfter({ lifecycle, ...others }: Additions): Additions {
  if (!lifecycle) return others;
  const { retryAfter: _, ...rest } = lifecycle;
  return { lifecycle: rest, ...others };
}

/** A path below another: "" is the place itself. */
function below(place: string, path: string): string {
  if (path === "" || path.startsWith("[")) return place + path;
  return `${place}.${path}`;
}
