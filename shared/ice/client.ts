import { ProblemError } from "../errors/problem.ts";
import type { Document } from "../operation.ts";
import type { Capacity, Share } from "../runtime/capacity.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Configuration } from "../runtime/configuration.ts";
import type { Credentials } from "../runtime/context.ts";
import { shownRequestId } from "./request-id.ts";
import { createRetry } from "./retry.ts";
import type { IceAnswer, Transport } from "./transport.ts";

/** What an invocation spent on ICE. */
export interface Usage {
  /** Calls, each with its retries. */
  calls: number;
  /** HTTP requests sent, retries included. */
  attempts: number;
  /** Their times added up. */
  milliseconds: number;
  /** ICE's ID of the last one answered. */
  requestId: string | undefined;
}

/** Calls ICE for one invocation, with its credentials. */
export interface IceClient {
  /** One call of an operation, retried where that helps. Rejects with a ProblemError. */
  call(action: string, parameters: Document): Promise<IceAnswer>;
  /** Makes room: an answer is not needed any more. */
  forget(answer: IceAnswer): void;
  readonly usage: Readonly<Usage>;
}

interface IceClientOptions {
  readonly transport: Transport;
  readonly configuration: Configuration;
  readonly credentials: Partial<Credentials> | null | undefined;
  readonly capacity: Capacity;
  readonly clock: Clock;
  readonly random: () => number;
}

/** @throws ProblemError ConfigurationError when the function has no role */
export function createIceClient(options: IceClientOptions): IceClient {
  const { transport, configuration, capacity, clock, random } = options;
  const { endpoint, maxAttempts } = configuration;
  const credentials = complete(options.credentials ?? {});
  const usage: Usage = { calls: 0, attempts: 0, milliseconds: 0, requestId: undefined };
  const shares = new WeakMap<IceAnswer, Share>();
  const retry = createRetry({ maxAttempts, deadline: () => capacity.deadline, clock, random });

  const attempt = async (action: string, parameters: Record<string, string>, fresh: boolean) => {
    const start = clock.monotonic();
    const rest = capacity.deadline - start;
    if (rest <= 0) throw new ProblemError("DeadlineExceeded");
    const timeoutMs = Math.min(configuration.timeoutMs, rest);
    const share = capacity.share();
    usage.attempts++;
    try {
      const answer = await transport({ endpoint, action, parameters, credentials, timeoutMs, share, fresh });
      usage.requestId = shownRequestId(answer.document.RequestId);
      shares.set(answer, share);
      return answer;
    } catch (error) {
      share.release();
      if (!(error instanceof ProblemError)) throw error;
      usage.requestId = error.upstream?.requestId ?? usage.requestId;
      if (error.code === "UpstreamTimeout" && timeoutMs === rest)
        throw new ProblemError("DeadlineExceeded", { cause: error.cause });
      throw error;
    } finally {
      usage.milliseconds += clock.monotonic() - start;
    }
  };

  return {
    usage,
    call(action, parameters) {
      usage.calls++;
      return retry((afterBreak) => attempt(action, onTheWire(parameters), afterBreak));
    },
    forget: (answer) => shares.get(answer)?.release(),
  };
}

function complete({ accessKeyId, accessKeySecret, securityToken }: Partial<Credentials>): Credentials {
  if (accessKeyId && accessKeySecret && securityToken) return { accessKeyId, accessKeySecret, securityToken };
  throw new ProblemError("ConfigurationError", {
    errors: [{ parameter: "role", problem: "is missing: without a role the function has no credentials" }],
  });
}

/** Lists go out with commas, numbers in digits. */
function onTheWire(parameters: Document): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(parameters)) texts[name] = String(value);
  return texts;
}
