import { spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { setImmediate } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { packageRoot } from "../../functions/package-root.ts";
import type { InvocationContext } from "./context.ts";
import { frame, frames, lines } from "./frame.ts";
import type { FunctionConfig } from "./manifest.ts";
import { watchMemory } from "./memory.ts";

const runner = fileURLToPath(new URL("local/fc/runner.cjs", packageRoot));

/** Characters of what a function printed that are kept: https://help.aliyun.com/document_detail/191156.html */
const longestTail = 4096;

/** How long Node itself and the loading of the code may take, in seconds, without an initializer. */
const startSeconds = 10;

/**
 * The result of an invocation: the function's bytes, or the bytes of Function Compute's error envelope; and the end of
 * what the function printed.
 */
export type Outcome =
  | { readonly ok: true; readonly payload: Buffer; readonly log: string }
  | {
      readonly ok: false;
      readonly errorType: ErrorType;
      readonly payload: Buffer;
      readonly log: string;
      /** The process died before it took the event: another instance can run it. */
      readonly notTaken?: true;
    };

/** Handled: the runtime reported what the function threw. Unhandled: the function did not end. */
export type ErrorType = "HandledInvocationError" | "UnhandledInvocationError";

/** Receives the functions' output, line by line. */
export type Log = (functionName: string, line: string) => void;

/** One process that runs one request at a time and is frozen in between. */
export interface Instance {
  readonly alive: boolean;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  /** Resolves when the code is loaded, or could not be. */
  readonly loaded: Promise<void>;
  /** Never rejects: when the process dies or exceeds the function's timeout, the result is an unhandled error. */
  invoke(event: Buffer, context: InvocationContext): Promise<Outcome>;
  kill(): void;
}

/** What the runner sends back. */
interface RunnerReply {
  readonly ok: boolean;
  readonly payload: Uint8Array;
}

/** Starts an instance. `environment` holds all of its variables; its code and initializer run with `context`. */
export function startInstance(
  config: FunctionConfig,
  environment: Record<string, string>,
  context: InvocationContext,
  log: Log,
): Instance {
  // No V8 flag: each one makes a process discard Node's code cache, which takes a tenth of a cold start.
  const child = spawn(process.execPath, [runner], {
    cwd: config.code,
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const [, output, errors, channel] = child.stdio as unknown as [null, Duplex, Duplex, Duplex];
  let tail = "";
  for (const stream of [output, errors])
    stream.setEncoding("utf8").on(
      "data",
      lines((line) => {
        tail = `${tail}${line}\n`.slice(-longestTail);
        log(config.name, line);
      }),
    );

  let alive = true;
  let taken = false;
  let answered: (reply?: RunnerReply) => void = () => {};
  channel.on(
    "data",
    frames((message) => {
      if (message === "taken") taken = true;
      else answered(message as RunnerReply);
    }),
  );
  channel.on("error", () => {});
  channel.on("close", () => {
    alive = false;
    answered();
  });
  const exited = new Promise<void>((resolve) => {
    child.on("exit", () => resolve());
    child.on("error", () => resolve());
  });
  const kill = () => {
    alive = false;
    child.kill("SIGKILL");
  };

  const exchange = async (message: unknown, seconds: number): Promise<Outcome> => {
    const begin = performance.now();
    let late = false;
    taken = false;
    tail = "";
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, seconds * 1000);
    const memory = watchMemory(child.pid, config.memorySize, kill);
    const reply = await new Promise<RunnerReply | undefined>((resolve) => {
      answered = resolve;
      if (alive) channel.write(frame(message));
      else resolve(undefined);
    });
    clearTimeout(timer);
    memory.stop();
    if (reply) {
      await printed();
      return outcome(reply, tail);
    }
    if (late) return unhandled(`Function time out after ${seconds} seconds`, tail);
    const duration = Math.round(performance.now() - begin);
    const used = memory.peakMb > 0 ? `, maxMemoryUsage: ${memory.peakMb.toFixed(2)}MB` : "";
    const died = unhandled(
      `Process exited unexpectedly before completing request (duration: ${duration}ms${used})`,
      tail,
    );
    return taken ? died : { ...died, notTaken: true };
  };

  const { initializer } = config.instanceLifecycleConfig;
  const started = exchange(
    { handler: config.handler, initializer: initializer?.handler, context },
    startSeconds + (initializer?.timeout ?? 0),
  );

  return {
    get alive() {
      return alive;
    },
    exited,
    loaded: started.then(() => {}),
    kill,
    async invoke(event, context) {
      const start = await started;
      if (start.ok) return exchange({ event, context }, config.timeout);
      kill();
      return { ...start, errorType: "UnhandledInvocationError" };
    },
  };
}

/**
 * Resolves when what a process printed before its reply is read. It comes by another pipe: the round of events that
 * brought the reply may have begun before it was printed, the next one has it.
 */
async function printed(): Promise<void> {
  await setImmediate();
  await setImmediate();
}

function outcome({ ok, payload }: RunnerReply, log: string): Outcome {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return ok ? { ok, payload: bytes, log } : { ok, errorType: "HandledInvocationError", payload: bytes, log };
}

function unhandled(errorMessage: string, log: string): Extract<Outcome, { ok: false }> {
  return {
    ok: false,
    errorType: "UnhandledInvocationError",
    payload: Buffer.from(JSON.stringify({ errorMessage })),
    log,
  };
}
