import type { ProblemDetails, ProblemError } from "../errors/problem.ts";
import type { Operation } from "../operation.ts";
import type { Shaped } from "../response/parts.ts";
import type { CallerKind } from "../validation/rules.ts";

/** What an event asks for. */
export interface Call {
  readonly parameters: Readonly<Record<string, unknown>>;
  /** The time of reference, in milliseconds since the epoch, where the event has one. */
  readonly time?: number;
  /** Names in the event that its kind of caller is not known to send. They are logged as drift. */
  readonly unknownMembers?: readonly string[];
}

/** What a function expects of its events. */
export interface Expected {
  readonly operation: Operation;
  /** The deployed function's name. */
  readonly functionName: string;
  /** Whether a name is a parameter or a control of the operation. */
  readonly isParameter: (name: string) => boolean;
}

/** An answer ready to be sent. */
export interface Result extends Omit<Shaped, "bytes"> {
  /** Seconds, for a single job that is not done. */
  readonly retryAfter?: number | undefined;
}

/** Who called, recognised by the event: how its parameters are read and how it is answered. */
export interface Caller {
  readonly kind: CallerKind;
  /** How long it waits for an answer at most, in milliseconds, where that is less than the function's timeout. */
  readonly patienceMs?: number;
  /** How large an answer it takes, in bytes. */
  readonly sizeLimit: number;
  /** Its own ID of the request, where it gave one that is fit to be logged. */
  readonly requestId?: string | undefined;
  /** @throws ProblemError if the event has no parameters to read */
  read(): Call;
  /** What the handler returns. */
  answer(result: Result, requestId: string): unknown;
  /** What the handler returns for an error. @throws Error with the catalogue's code as its name, to direct callers */
  fail(problem: ProblemError, details: ProblemDetails): unknown;
}

export type Event = Readonly<Record<string, unknown>>;

/** The largest event or body, in bytes: a thousand IDs of the greatest length fit in. */
export const largestRequest = 256 * 1024;
