import { spawn } from "node:child_process";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";
import type { InvocationContext } from "./context.ts";
import { frame, frames, lines } from "./frame.ts";
import type { FunctionConfig } from "./manifest.ts";

const runner = fileURLToPath(new URL("./runner.cjs", import.meta.url));

/** Seconds that Node itself and the loading of the code may take; an initializer's timeout comes on top. */
const startSeconds = 10;

/** What an invocation came to: the function's bytes, or the bytes of Function Compute's error envelope. */
export type Outcome =
  | { readonly ok: true; readonly payload: Buffer }
  | { readonly ok: false; readonly errorType: ErrorType; readonly payload: Buffer };

/** Handled: the runtime reported what the function threw. Unhandled: it never ran to its end. */
export type ErrorType = "HandledInvocationError" | "UnhandledInvocationError";

/** Where a function's lines of output go. */
export type Log = (functionName: string, line: string) => void;

/** One process that runs one request at a time and is frozen in between. */
export interface Instance {
  readonly alive: boolean;
  /** Resolves when the process is gone. */
  readonly exited: Promise<void>;
  /** Never rejects: a process that dies or takes longer than the function's timeout gives an unhandled error. */
  invoke(event: Buffer, context: InvocationContext): Promise<Outcome>;
  kill(): void;
}

interface Reply {
  readonly ok: boolean;
  readonly payload: Uint8Array;
}

/** Starts an instance with nothing but `environment` around it. Its code and initializer run with `context`. */
export function startInstance(
  config: FunctionConfig,
  environment: Record<string, string>,
  context: InvocationContext,
  log: Log,
): Instance {
  const child = spawn(process.execPath, [`--max-old-space-size=${config.memorySize}`, runner], {
    cwd: config.code,
    env: environment,
    stdio: ["ignore", "pipe", "pipe", "pipe", "pipe"],
  });
  const [, output, errors, channel] = child.stdio as unknown as [null, Duplex, Duplex, Duplex];
  for (const stream of [output, errors])
    stream.setEncoding("utf8").on(
      "data",
      lines((line) => log(config.name, line)),
    );

  let alive = true;
  let answered: (reply?: Reply) => void = () => {};
  channel.on(
    "data",
    frames((reply) => answered(reply as Reply)),
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
    const timer = setTimeout(() => {
      late = true;
      kill();
    }, seconds * 1000);
    const reply = await new Promise<Reply | undefined>((resolve) => {
      answered = resolve;
      if (alive) channel.write(frame(message));
      else resolve(undefined);
    });
    clearTimeout(timer);
    if (reply) return outcome(reply);
    if (late) return unhandled(`Function time out after ${seconds} seconds`);
    const duration = Math.round(performance.now() - begin);
    return unhandled(`Process exited unexpectedly before completing request (duration: ${duration}ms)`);
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
    kill,
    async invoke(event, context) {
      const start = await started;
      if (start.ok) return exchange({ event, context }, config.timeout);
      kill();
      return { ...start, errorType: "UnhandledInvocationError" };
    },
  };
}

function outcome({ ok, payload }: Reply): Outcome {
  const bytes = Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength);
  return ok ? { ok, payload: bytes } : { ok, errorType: "HandledInvocationError", payload: bytes };
}

function unhandled(errorMessage: string): Outcome {
  return {
    ok: false,
    errorType: "UnhandledInvocationError",
    payload: Buffer.from(JSON.stringify({ errorMessage })),
  };
}
