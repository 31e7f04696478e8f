import { existsSync } from "node:fs";
import type { Credentials } from "../../shared/runtime/context.ts";
import { instanceEnvironment, invocationContext } from "./context.ts";
import { ServiceError } from "./errors.ts";
import { type Log, type Outcome, startInstance } from "./instance.ts";
import type { FunctionConfig } from "./manifest.ts";
import { type Observer, unobserved } from "./observer.ts";
import { createPool, type Pool, type PoolLimits } from "./pool.ts";

/**
 * The current credentials of a role, named by its ARN.
 * @param requestId of the invocation that they are for
 */
export type CredentialsSource = (roleArn: string, requestId?: string) => Promise<Credentials>;

export interface InvokeOptions {
  readonly requestId: string;
  readonly retryCount?: number;
  /** Whether its caller was answered before it runs. */
  readonly asynchronous?: true;
  /** Aborted when the caller hangs up: the instance that works for it is killed, as on the platform (status 499). */
  readonly signal?: AbortSignal;
}

/** The deployed functions, ready to run. */
export interface Functions {
  /** @throws ServiceError FunctionNotFound */
  config(name: string): FunctionConfig;
  /**
   * Runs a function once.
   * @throws ServiceError FunctionNotFound, ResourceThrottled, or AccessDenied when its role can't be assumed
   */
  invoke(name: string, event: Buffer, options: InvokeOptions): Promise<Outcome>;
  /**
   * Runs these functions from now on, their code as it is now. Invocations under way end with the code they began with.
   * @throws an Error that names a function whose code folder does not exist; then nothing has changed
   */
  reload(configs: readonly FunctionConfig[]): void;
  /** Kills every instance. */
  close(): Promise<void>;
}

export interface FunctionsOptions extends PoolLimits {
  readonly configs: readonly FunctionConfig[];
  readonly credentials: CredentialsSource;
  /** Is told when the invocation has ended that credentials were for. */
  readonly endCredentials?: (credentials: Credentials) => void;
  /** Variables for every function; they replace the function's own variables of the same name. */
  readonly environment: Readonly<Record<string, string>>;
  readonly log: Log;
  readonly observer?: Observer | undefined;
}

/** @throws an Error that names a function whose code folder does not exist */
export function createFunctions(options: FunctionsOptions): Functions {
  const pools: Pool[] = [];
  const deploy = (configs: readonly FunctionConfig[]) => {
    for (const { name, code } of configs)
      if (!existsSync(code))
        throw new Error(
          `The function ${name} has no code at ${code}. Run npm run build to build the project's functions; npm run verify checks the paths.`,
        );
    for (const pool of pools) pool.retire();
    return new Map(
      configs.map((config) => {
        const pool = createPool(options);
        pools.push(pool);
        return [config.name, { config, pool }] as const;
      }),
    );
  };
  let deployed = deploy(options.configs);

  const { observer = unobserved } = options;

  const find = (name: string) => {
    const found = deployed.get(name);
    if (!found) throw new ServiceError(404, "FunctionNotFound", `function '${name}' does not exist`);
    return found;
  };

  return {
    config: (name) => find(name).config,
    async invoke(name, event, { requestId, retryCount = 0, asynchronous = false, signal }) {
      const { config, pool } = find(name);
      const id = retryCount === 0 ? requestId : `${requestId}~${retryCount}`;
      const observation = observer({ id, requestId, config, event, retryCount, asynchronous });
      let credentials: Credentials | undefined;
      let cold = false;
      try {
        credentials = config.role ? await options.credentials(config.role, requestId) : undefined;
        const context = invocationContext(config, requestId, credentials, retryCount);
        const environment = instanceEnvironment(config, options.environment, credentials);
        const start = () => {
          cold = true;
          return startInstance(config, environment, context, options.log);
        };
        const run = () =>
          pool.run(start, async (instance) => {
            observation.assigned(cold);
            void instance.loaded.then(observation.ready);
            signal?.addEventListener("abort", instance.kill);
            const outcome = await instance.invoke(event, context);
            signal?.removeEventListener("abort", instance.kill);
            return outcome;
          });
        let outcome = await run();
        // An idle instance died in this moment. It is out of the pool now, and a new one ends the search.
        while (!outcome.ok && outcome.notTaken && !cold && !signal?.aborted) outcome = await run();
        observation.ended(outcome);
        return outcome;
      } catch (error) {
        observation.ended(error as Error);
        throw error;
      } finally {
        if (credentials) options.endCredentials?.(credentials);
      }
    },
    reload(configs) {
      deployed = deploy(configs);
    },
    async close() {
      await Promise.all(pools.map((pool) => pool.close()));
    },
  };
}
