import type { AsyncInvoker } from "./async.ts";
import type { Functions } from "./functions.ts";
import type { KeyRing } from "./keys.ts";

/** What the host's routes need. */
export interface Services {
  readonly functions: Functions;
  readonly asynchronous: AsyncInvoker;
  readonly keys: KeyRing;
  /** Whether InvokeFunction reaches a function that has an HTTP trigger as an HTTP event. */
  readonly invokeAsHttp: boolean;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}
