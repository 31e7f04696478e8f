import type * as z from "zod/mini";
import type { operations } from "../functions/index.ts";
import type { Lifecycle } from "../shared/job/lifecycle.ts";
import type { Document } from "../shared/operation.ts";
import type { Stopped } from "../shared/response/additions.ts";
import type { Controls } from "../shared/validation/controls.ts";

type Operations = { [Each in (typeof operations)[number] as Each["name"]]: Each };

export type OperationName = keyof Operations;

/** A list goes as itself or as one text with commas. */
type Sent<Values> = {
  readonly [Name in keyof Values]: Values[Name] extends string[] | undefined
    ? string | readonly string[]
    : Values[Name];
};

/** The controls that make sense for an operation, but for those that reshape the answer. */
type ControlsOf<Operation> = Operation extends { pages: unknown }
  ? Pick<Controls, "pages" | "since">
  : Operation extends { job: unknown }
    ? Pick<Controls, "wait">
    : unknown;

/** What an operation takes: ICE's parameters, and the controls that suit it. */
export type ParametersOf<Name extends OperationName> = Sent<
  z.output<Operations[Name]["parameters"]> & ControlsOf<Operations[Name]>
>;

/** ICE's document as it comes, which is the default. */
export interface Raw {
  readonly view?: "raw";
}

/** Controls that make another document of the answer. */
export type Reshaping = Sent<Pick<Controls, "view" | "fields" | "explain">>;

interface Unfinished<Name extends OperationName> {
  readonly stopped?: Stopped;
  /** The parameters of the next call. */
  readonly next?: ParametersOf<Name>;
}

type LifecycleOf<Operation> = Operation extends { job: unknown }
  ? { readonly lifecycle: Lifecycle }
  : unknown;

/** The items of a list, each with its lifecycle. */
type Listed<List, Operation> = List extends readonly (infer Item)[]
  ? (NonNullable<Item> & LifecycleOf<Operation>)[]
  : List;

/** What the bundle adds to ICE's document. */
type Extended<Answer, Operation> = Operation extends { pages: { items: infer Items } }
  ? { [Field in keyof Answer]: Field extends Items ? Listed<Answer[Field], Operation> : Answer[Field] }
  : Operation extends { batch: unknown }
    ? Answer & { readonly missing: readonly string[]; readonly unanswered: readonly string[] }
    : Answer & LifecycleOf<Operation>;

/** An operation's answer: ICE's document, every field of which is optional, and what the bundle adds. */
export type AnswerOf<Name extends OperationName> = Extended<
  z.output<Operations[Name]["answer"]>,
  Operations[Name]
> &
  Unfinished<Name>;

/** An answer of another shape: decoded, cut down to fields, or an explanation. */
export type ReshapedOf<Name extends OperationName> = Document & Unfinished<Name>;
