import { ProblemError } from "../errors/problem.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Configuration } from "../runtime/configuration.ts";
import type { Credentials } from "../runtime/context.ts";
import { requestIdOf } from "./request-id.ts";
import { withRetry } from "./retry.ts";
import type { Transport } from "./transport.ts";

/** What an invocation's calls to ICE came to. */
export interface Account {
  /** Requests sent, retries included. */
  attempts: number;
  /** Their times added up. */
  milliseconds: number;
  /** ICE's ID of the last one answered. */
  requestId: string | undefined;
}

export interface Client {
  /** One call of an operation, retried where that helps. */
  call(
    action: string,
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<Readonly<Record<string, unknown>>>;
  readonly account: Readonly<Account>;
}

interface ClientOptions {
  readonly transport: Transport;
  readonly configuration: Configuration;
  readonly credentials: Partial<Credentials> | undefined;
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  readonly clock: Clock;
  readonly random: () => number;
}

/**
 * A client for one invocation, with its credentials.
 * @throws ProblemError ConfigurationError when the function has no role
 */
export function createClient(options: ClientOptions): Client {
  const { transport, configuration, deadline, clock, random } = options;
  const { endpoint, maxAttempts } = configuration;
  const credentials = complete(options.credentials);
  const account: Account = { attempts: 0, milliseconds: 0, requestId: undefined };

  const attempt = async (action: string, parameters: Readonly<Record<string, string>>) => {
    const start = clock.now();
    const rest = deadline - start;
    if (rest <= 0) throw new ProblemError("DeadlineExceeded");
    const timeoutMs = Math.min(configuration.timeoutMs, rest);
    account.attempts++;
    try {
      const document = await transport({ endpoint, action, parameters, credentials, timeoutMs });
      account.requestId = requestIdOf(document.RequestId);
      return document;
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      account.requestId = error.upstream?.requestId ?? account.requestId;
      if (error.code === "UpstreamTimeout" && timeoutMs === rest)
        throw new ProblemError("DeadlineExceeded", { cause: error.cause });
      throw error;
    } finally {
      account.milliseconds += clock.now() - start;
    }
  };

  return {
    account,
    call: (action, parameters) =>
      withRetry(() => attempt(action, onTheWire(parameters)), { maxAttempts, deadline, clock, random }),
  };
}

function complete(given: Partial<Credentials> = {}): Credentials {
  const { accessKeyId, accessKeySecret, securityToken } = given;
  if (accessKeyId && accessKeySecret && securityToken) return { accessKeyId, accessKeySecret, securityToken };
  throw new ProblemError("ConfigurationError", {
    errors: [
      { parameter: "role", problem: "is missing: the function has no role, so it has no credentials" },
    ],
  });
}

/** Lists go out with commas, numbers in digits. */
function onTheWire(parameters: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
}
