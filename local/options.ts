import type { Clock } from "../shared/runtime/clock.ts";

/** Settings of Function Compute and the gateway, whichever ICE the functions call. */
export interface HostSettings {
  /** Port of the gateway and Function Compute; 0, the default, chooses a free one. */
  readonly port?: number;
  /** Whether the timers that are on fire by themselves. */
  readonly timers?: boolean;
  /** Whether InvokeFunction reaches a function that has an HTTP trigger as an HTTP event; if not, as the payload alone. */
  readonly invokeAsHttp?: boolean;
  /** The most instances of a function that work at once: the next call is throttled. 20 by default. */
  readonly instances?: number;
  /** Variables for every function; they replace the function's own variables of the same name. */
  readonly environment?: Readonly<Record<string, string>>;
  /** Receives the functions' output; by default it goes to standard output. */
  readonly log?: (functionName: string, line: string) => void;
  /** The OpenAPI document at `GET /openapi.json`; without it there is nothing at that address. */
  readonly openapi?: string;
}

/** Settings of the local cloud. */
export interface CloudOptions extends HostSettings {
  /** Port of ICE and STS; 0, the default, chooses a free one. */
  readonly icePort?: number;
  /** Path of an s.yaml; by default the project's own. */
  readonly manifest?: string;
  readonly clock?: Clock;
  /**
   * Whether ICE notifies when a job that was put with a script ends: the notification invokes, asynchronously, each
   * function whose operation names its event type. Off by default.
   */
  readonly notifications?: boolean;
}

/** ICE, STS, Function Compute and an API gateway, on loopback. */
export interface Cloud {
  readonly url: string;
  readonly iceUrl: string;
  /** What is where, for a terminal. */
  readonly overview: string;
  /** The key that works everywhere: `local`, `local`. */
  readonly user: { readonly accessKeyId: string; readonly accessKeySecret: string };
  /** Stops the servers and ends every process of a function. */
  close(): Promise<void>;
}
