import { parsePath } from "../json/path.ts";
import type { Document, Operation } from "../operation.ts";
import type { Parameter, Parameters } from "../schema/parameter.ts";
import { optional, parameter, word } from "./parameter.ts";
import { boolean, check, converted, list, text } from "./schemas.ts";
import type { Violation } from "./violations.ts";

/** Who calls: recognised by the event's shape. */
export type CallerKind = "http" | "apigateway" | "timer" | "eventbridge" | "notification" | "direct";

/** What validation must know of a kind of operation, beyond the parameters of each. */
export interface Rules<Each extends Operation = Operation> {
  /** The controls of the kind, beside those of every operation. */
  readonly controls: Parameters;
  /** What is wrong between values that are right by themselves. */
  violations?(operation: Each, values: Document): readonly Violation[];
  /**
   * Turns controls into parameters of ICE.
   * @param time the time of reference, in milliseconds since the epoch
   */
  settle?(operation: Each, request: Request, time: number): Request;
}

/** Controls as they come out of validation. */
export interface Controls {
  readonly view?: "raw" | "decoded";
  readonly fields?: readonly string[];
  readonly explain?: boolean;
  readonly wait?: number;
  readonly expect?: string;
  readonly pages?: number | "all";
  readonly since?: string;
}

/** What a caller asks for, checked and converted. */
export interface Request {
  /** ICE's own. */
  readonly parameters: Document;
  readonly controls: Controls;
}

const mostPaths = 100;
const longestPath = 512;

/** The controls of every operation, in the order that documents show them. */
export const commonControls = {
  view: optional(
    word("raw: ICE's answer as it came. decoded: parse embedded JSON, lists and numbers.", [
      "raw",
      "decoded",
    ]),
  ),
  fields: optional(
    parameter("Only these parts of the answer: paths, with commas between them.", () => {
      const pathText = "must be a path such as Job.State";
      const problem = `must be 1 to ${mostPaths} paths such as Job.State,lifecycle`;
      const isPath = (path: string) => path.length <= longestPath && parsePath(path) !== undefined;
      return converted(
        (value) => (typeof value === "string" ? value.split(",").map((path) => path.trim()) : value),
        list(text(pathText, check(isPath, pathText)), problem, [1, problem], [mostPaths, problem]),
      );
    }),
  ),
  explain: optional(
    parameter("Make no call. Answer with what would be asked, where, and in what time.", () =>
      converted(
        (value) => (value === "true" ? true : value === "false" ? false : value),
        boolean("must be true or false"),
      ),
    ),
  ),
} satisfies Parameters;

/** The kind of operation that a control is for, where it is not for all. */
const controlKinds: Readonly<Record<string, Operation["kind"]>> = {
  wait: "job",
  expect: "job",
  pages: "list",
  since: "list",
};

/** Why a control is refused for an operation or a caller; undefined where it is not, or where there is no such control. */
export function refusal(
  name: string,
  { kind, name: operation }: Operation,
  caller: CallerKind,
): string | undefined {
  const own = Object.hasOwn(controlKinds, name) ? controlKinds[name] : kind;
  if (own !== kind)
    return `does not apply: ${operation} does not answer ${own === "job" ? "one job" : "by pages"}`;
  return name === "explain" && caller !== "direct" ? "is for direct callers only" : undefined;
}

/** What a caller may give, by name: the operation's parameters, then the controls that suit both. */
export function acceptedBy(
  operation: Operation,
  controls: Parameters,
  caller: CallerKind,
): Readonly<Record<string, Parameter>> {
  const suitable = Object.entries({ ...commonControls, ...controls }).filter(
    ([name]) => refusal(name, operation, caller) === undefined,
  );
  return { ...operation.parameters, ...Object.fromEntries(suitable) };
}
