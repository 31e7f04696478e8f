import type { Kind } from "./calls/kind.ts";
import type { Document, Operation } from "./operation.ts";
import type { Configuration } from "./runtime/configuration.ts";
import { version } from "./runtime/version.ts";
import type { Request } from "./validation/rules.ts";

/** What a call would ask, where, with which permission and within what time. Nothing secret is in it. */
export function explain<Each extends Operation>(
  operation: Each,
  kind: Kind<Each>,
  request: Request,
  configuration: Configuration,
  budgetMs: number,
): Document {
  const { explain: _, ...controls } = request.controls;
  return {
    version,
    operation: operation.name,
    endpoint: configuration.endpoint,
    ramAction: operation.action,
    parameters: request.parameters,
    controls,
    calls: kind.countCalls(operation, request),
    budget: {
      totalMs: Math.round(budgetMs),
      perAttemptMs: Math.round(Math.min(configuration.timeoutMs, budgetMs)),
      maxAttempts: configuration.maxAttempts,
    },
  };
}
