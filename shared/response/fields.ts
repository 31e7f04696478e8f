import { each, type Path, type Step } from "../json/path.ts";
import { isObject } from "../json/value.ts";
import type { Document } from "../operation.ts";

/** What is wanted below a place: everything, or the steps to take from it. */
type Wanted = "all" | readonly Path[];

const nothing = Symbol("nothing");

/**
 * Takes only the parts of an answer that the paths lead to. Objects and lists on the way stay, even when nothing in
 * them is wanted; a path that leads nowhere adds nothing. Without `[]` a name is looked up in every element of a list.
 */
export function pick(answer: Document, paths: readonly Path[]): Document {
  return take(answer, paths) as Document;
}

function take(value: unknown, paths: readonly Path[]): unknown {
  if (Array.isArray(value)) {
    return value.flatMap((element, index) => {
      const part = at(
        element,
        wantedAt(paths, (step) => stepsToElement(step, index)),
      );
      return part === nothing ? [] : [part];
    });
  }
  if (!isObject(value)) return nothing;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => {
      const part = at(
        inner,
        wantedAt(paths, (step) => (step === name ? 1 : undefined)),
      );
      return part === nothing ? [] : [[name, part]];
    }),
  );
}

function at(value: unknown, wanted: Wanted): unknown {
  if (wanted === "all") return value;
  return wanted.length === 0 ? nothing : take(value, wanted);
}

/** How many steps of a path lead to a place: 0 is a list that a name passes through, undefined is another place. */
type Match = (step: Step) => 0 | 1 | undefined;

function wantedAt(paths: readonly Path[], match: Match): Wanted {
  const rest: Path[] = [];
  for (const path of paths) {
    const steps = match(path[0] as Step);
    if (steps === undefined) continue;
    if (path.length === steps) return "all";
    rest.push(path.slice(steps));
  }
  return rest;
}

function stepsToElement(step: Step, index: number): 0 | 1 | undefined {
  if (typeof step === "string") return 0;
  return step === each || step === index ? 1 : undefined;
}
