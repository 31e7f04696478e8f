import type { operations } from "../functions/index.ts";
import type { Lifecycle } from "../shared/job/lifecycle.ts";
import type { Document } from "../shared/operation.ts";
import type { Stopped } from "../shared/response/additions.ts";
import type { DecodedObject, RawObject } from "../shared/schema/fields.ts";
import type { ValuesOf } from "../shared/schema/parameter.ts";
import type { Controls } from "../shared/validation/rules.ts";

type Operations = { [Each in (typeof operations)[number] as Each["name"]]: Each };

/** ICE's name of an operation. */
export type OperationName = keyof Operations;

/** The operations that answer one job. */
export type JobOperationName = {
  [Name in OperationName]: Operations[Name] extends { kind: "job" } ? Name : never;
}[OperationName];

/** `raw`: ICE's document as it is. `decoded`: embedded JSON, lists and numbers are parsed. */
export type View = "raw" | "decoded";

/** Paths such as `Job.State`, in a list or as one text with commas. */
export type FieldPaths = string | readonly string[];

/** A list is sent as it is or as one text with commas. */
type Sent<Values> = {
  readonly [Name in keyof Values]: Values[Name] extends readonly string[] | undefined
    ? FieldPaths
    : Values[Name];
};

/** The controls for an operation, without those that reshape the answer. */
type ControlsOf<Operation> = Operation extends { kind: "list" }
  ? Pick<Controls, "pages" | "since">
  : Operation extends { kind: "job" }
    ? Pick<Controls, "wait" | "expect">
    : unknown;

type OwnParameters = {
  [Name in OperationName]: Sent<ValuesOf<Operations[Name]["parameters"]> & ControlsOf<Operations[Name]>>;
};

/**
 * An operation's parameters and controls. The controls `view`, `fields` and `explain` decide the type of the answer.
 * @example
 * const parameters: ParametersOf<"GetMediaConvertJob"> = { JobId: "…", wait: 20 };
 */
export type ParametersOf<
  Name extends OperationName,
  Shown extends View = View,
  Fields extends FieldPaths | undefined = FieldPaths | undefined,
  Explain extends boolean | undefined = boolean | undefined,
> = OwnParameters[Name] & {
  readonly view?: Shown;
  readonly fields?: Fields;
  readonly explain?: Explain;
};

type LifecycleOf<Operation> = Operation extends { kind: "job" | "list" }
  ? { readonly lifecycle: Lifecycle }
  : unknown;

/** The members that are always there: lists that ICE may leave out. */
type Always<Answer, Names> = {
  readonly [Field in keyof Answer as Field extends Names ? never : Field]: Answer[Field];
} & {
  readonly [Field in keyof Answer as Field extends Names ? Field : never]-?: NonNullable<Answer[Field]>;
};

/** The items of a list, each with its lifecycle. */
type Listed<Answer, Items, Operation> = {
  readonly [Field in keyof Answer]: Field extends Items
    ? NonNullable<Answer[Field]> extends readonly (infer Item)[]
      ? readonly (Item & LifecycleOf<Operation>)[]
      : Answer[Field]
    : Answer[Field];
};

/** ICE's document with the members that the bundle adds. */
type Extended<Answer, Operation> = Operation extends { kind: "list"; itemsField: infer Items }
  ? Listed<Always<Answer, Items>, Items, Operation>
  : Operation extends { kind: "batch"; foundField: infer Found; ignoredField: infer Ignored }
    ? Always<Answer, Found | Ignored> & {
        readonly missing: readonly string[];
        readonly unanswered: readonly string[];
      }
    : Answer & LifecycleOf<Operation>;

type Whole<Name extends OperationName, Shown extends View> = Shown extends "decoded"
  ? Extended<DecodedObject<Operations[Name]["answer"]>, Operations[Name]> & {
      /** Paths of the texts that could not be decoded. */
      readonly undecoded: readonly string[];
    }
  : Extended<RawObject<Operations[Name]["answer"]>, Operations[Name]>;

/** A part of an answer: `fields` says which. */
type Part<Value> = Value extends readonly (infer Item)[]
  ? readonly Part<Item>[]
  : Value extends object
    ? { readonly [Name in keyof Value]?: Part<Value[Name]> }
    : Value;

/** What a call would ask, with `explain`. Nothing is sent to ICE. */
export interface Explanation {
  readonly operation: OperationName;
  readonly endpoint: string;
  readonly ramAction: string;
  readonly parameters: Document;
  readonly controls: Document;
  /** How many calls of ICE, or a text that says what decides it. */
  readonly calls: number | string;
  readonly budget: { readonly totalMs: number; readonly perAttemptMs: number; readonly maxAttempts: number };
}

/**
 * An operation's answer: ICE's document, in which every field is optional, and the members that the bundle adds.
 * @example
 * type Answer = AnswerOf<"GetMediaConvertJob">;
 * type Decoded = AnswerOf<"GetMediaConvertJob", "decoded">;
 */
export type AnswerOf<
  Name extends OperationName,
  Shown extends View = "raw",
  Fields extends FieldPaths | undefined = undefined,
  Explain extends boolean | undefined = undefined,
> = Explain extends true
  ? Explanation
  : (Fields extends undefined ? Whole<Name, Shown> : Part<Whole<Name, Shown>>) & {
      /** Why the answer is not complete. */
      readonly stopped?: Stopped;
      /** The parameters of the next call. */
      readonly next?: ParametersOf<Name, Shown, Fields, Explain>;
    };

/** An operation's answer with `view: "decoded"`. */
export type DecodedAnswerOf<Name extends OperationName> = AnswerOf<Name, "decoded">;
