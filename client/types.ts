import type { operations } from "../functions/index.ts";
import type { Lifecycle } from "../shared/job/lifecycle.ts";
import type { Document } from "../shared/operation.ts";
import type { Stopped } from "../shared/response/additions.ts";
import type { RawObject } from "../shared/schema/fields.ts";
import type { ValuesOf } from "../shared/schema/parameter.ts";
import type { Controls } from "../shared/validation/rules.ts";

type Operations = { [Each in (typeof operations)[number] as Each["name"]]: Each };

export type OperationName = keyof Operations;

/** A list is sent as it is or as one text with commas. */
type Sent<Values> = {
  readonly [Name in keyof Values]: Values[Name] extends readonly string[] | undefined
    ? string | readonly string[]
    : Values[Name];
};

/** The controls for an operation, without those that reshape the answer. */
type ControlsOf<Operation> = Operation extends { kind: "list" }
  ? Pick<Controls, "pages" | "since">
  : Operation extends { kind: "job" }
    ? Pick<Controls, "wait">
    : unknown;

/** An operation's parameters and controls. */
export type ParametersOf<Name extends OperationName> = Sent<
  ValuesOf<Operations[Name]["parameters"]> & ControlsOf<Operations[Name]>
>;

/** ICE's document as it is: the default. */
export interface Raw {
  readonly view?: "raw";
}

/** Controls that reshape the answer. */
export type Reshaping = Sent<Pick<Controls, "view" | "fields" | "explain">>;

interface Unfinished<Name extends OperationName> {
  readonly stopped?: Stopped;
  /** The parameters of the next call. */
  readonly next?: ParametersOf<Name>;
}

type LifecycleOf<Operation> = Operation extends { kind: "job" | "list" }
  ? { readonly lifecycle: Lifecycle }
  : unknown;

/** The items of a list, each with its lifecycle. */
type Listed<List, Operation> = List extends readonly (infer Item)[]
  ? (NonNullable<Item> & LifecycleOf<Operation>)[]
  : List;

/** ICE's document with the members that the bundle adds. */
type Extended<Answer, Operation> = Operation extends { kind: "list"; itemsField: infer Items }
  ? { [Field in keyof Answer]: Field extends Items ? Listed<Answer[Field], Operation> : Answer[Field] }
  : Operation extends { kind: "batch" }
    ? Answer & { readonly missing: readonly string[]; readonly unanswered: readonly string[] }
    : Answer & LifecycleOf<Operation>;

/** An operation's answer: ICE's document, in which every field is optional, and the members that the bundle adds. */
export type AnswerOf<Name extends OperationName> = Extended<
  RawObject<Operations[Name]["answer"]>,
  Operations[Name]
> &
  Unfinished<Name>;

/** An answer of another shape: decoded, cut down to fields, or an explanation. */
export type ReshapedOf<Name extends OperationName> = Document & Unfinished<Name>;
