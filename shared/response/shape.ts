import type { Asked } from "../calls/ask.ts";
import { jobOf, type Lifecycle, lifecycleOf } from "../job/lifecycle.ts";
import { isObject, member, type Path, parsePath } from "../json/path.ts";
import type { Document, JobModel, Operation } from "../operation.ts";
import type { Controls } from "../validation/controls.ts";
import { decode } from "./decode.ts";
import { pick } from "./fields.ts";

export interface Shaped {
  /** ICE's document and the bundle's own members, RequestId first. */
  readonly answer: Document;
  /** Of the single job. */
  readonly lifecycle: Lifecycle | undefined;
}

/**
 * Makes an answer of what ICE said: lifecycle, view, fields.
 * @param now milliseconds since the epoch
 */
export function shape(
  operation: Operation,
  { document, additions }: Asked,
  controls: Controls,
  now: number,
): Shaped {
  const { value, undecoded } =
    controls.view === "decoded" ? decode(operation.answer, document) : { value: document };
  const view = value as Document;
  const { job, pages } = operation;
  const lifecycle = job && !pages ? lifecycleOf(job, jobOf(job, document), now) : undefined;
  const whole: Document = Object.assign(
    { RequestId: view.RequestId, ...view },
    job && pages && withLifecycles(job, pages.items, view, document, now),
    lifecycle && { lifecycle },
    undecoded && { undecoded },
    additions,
  );
  if (!controls.fields) return { answer: whole, lifecycle };
  const paths = controls.fields.map((text) => parsePath(text) as Path);
  return { answer: { ...pick(whole, paths), ...additions }, lifecycle };
}

/** A lifecycle on each job of a list, read from the document as it came. */
function withLifecycles(
  job: JobModel,
  name: string,
  view: Document,
  document: Document,
  now: number,
): Document {
  const items = member(view, name);
  const originals = document[name] as unknown[];
  if (!Array.isArray(items)) return {};
  return {
    [name]: items.map((item, index) =>
      isObject(item) ? withLifecycle(item, lifecycleOf(job, originals[index], now)) : item,
    ),
  };
}

/** Names it first: to add a name to a mere copy takes V8 three times as long as to make the copy. */
function withLifecycle(item: Document, lifecycle: Lifecycle): Document {
  const copy: Record<string, unknown> = { lifecycle: undefined, ...item };
  copy.lifecycle = lifecycle;
  return copy;
}
