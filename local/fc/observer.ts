import type { Outcome } from "./instance.ts";
import type { FunctionConfig } from "./manifest.ts";

/** An invocation as the host accepts it. */
export interface AcceptedInvocation {
  /** Its own among all invocations: a repeated asynchronous event keeps its request ID. */
  readonly id: string;
  readonly requestId: string;
  readonly config: FunctionConfig;
  readonly event: Buffer;
  readonly retryCount: number;
  /** Whether its caller was answered before it ran. */
  readonly asynchronous: boolean;
}

/** What happens to one invocation, in this order. */
export interface Observation {
  /** It has an instance: a new one where `cold`. */
  assigned(cold: boolean): void;
  /** The instance has loaded the code: the event goes in now. */
  ready(): void;
  /** @param result the function's outcome, or the error for which it did not run */
  ended(result: Outcome | Error): void;
}

/** Learns of every invocation. */
export type Observer = (invocation: AcceptedInvocation) => Observation;

/** Does nothing with what it is told. */
export const unobserved: Observer = () => ({ assigned() {}, ready() {}, ended() {} });
