import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { instanceEnvironment, invocationContext, newRequestId } from "../../../local/fc/context.ts";
import { startInstance } from "../../../local/fc/instance.ts";
import { type FunctionConfig, readManifest } from "../../../local/fc/manifest.ts";
import type { Handler } from "../../../shared/handler.ts";
import type { Credentials } from "../../../shared/runtime/context.ts";

const configs = readManifest(fileURLToPath(new URL("../../../s.yaml", import.meta.url)));

export interface BuiltOptions {
  /** Those that the instance starts with; an invocation may bring others. */
  readonly credentials: Credentials;
  readonly environment: Readonly<Record<string, string>>;
  /** Props in place of those of s.yaml. */
  readonly props?: Partial<FunctionConfig>;
}

/** What one invocation gave. */
export interface Outcome {
  /** The answer, or Function Compute's error envelope. */
  readonly text: string;
  /** Handled: the function threw it. Unhandled: it died, or was killed at its timeout. */
  readonly error: "HandledInvocationError" | "UnhandledInvocationError" | undefined;
  /** What the instance printed meanwhile, on standard output and standard error. */
  readonly lines: readonly string[];
}

/** One instance of a function as it is built: a process of its own. */
export interface BuiltFunction {
  /** @param event bytes, or what goes out as JSON */
  invoke(event: unknown, credentials?: Credentials): Promise<Outcome>;
  readonly alive: boolean;
  close(): Promise<void>;
}

/** Starts an instance of a function of s.yaml, with its code in `dist/`. */
export function startBuilt(functionName: string, options: BuiltOptions): BuiltFunction {
  const config = { ...configOf(functionName), ...options.props };
  const contextWith = (credentials: Credentials) => invocationContext(config, newRequestId(), credentials, 0);
  const lines: string[] = [];
  const instance = startInstance(
    config,
    instanceEnvironment(config, options.environment, options.credentials),
    contextWith(options.credentials),
    (_, line) => lines.push(line),
  );
  return {
    get alive() {
      return instance.alive;
    },
    async invoke(event, credentials = options.credentials) {
      const bytes = Buffer.isBuffer(event) ? event : Buffer.from(JSON.stringify(event));
      const outcome = await instance.invoke(bytes, contextWith(credentials));
      return {
        text: outcome.payload.toString(),
        error: outcome.ok ? undefined : outcome.errorType,
        lines: lines.splice(0),
      };
    },
    async close() {
      instance.kill();
      await instance.exited;
    },
  };
}

function configOf(functionName: string): FunctionConfig {
  const config = configs.find(({ name }) => name === functionName);
  if (!config) throw new Error(`s.yaml has no function ${functionName}`);
  return config;
}

const require = createRequire(import.meta.url);

/** Loads a built function anew, into this process: it reads the environment as an instance does that starts. */
export function loadBuilt(functionName: string): Handler {
  const path = require.resolve(`../../../dist/${functionName}/index.js`);
  delete require.cache[path];
  return (require(path) as { handler: Handler }).handler;
}
