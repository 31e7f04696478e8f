import type { Document, Operation } from "./operation.ts";
import type { Configuration } from "./runtime/configuration.ts";
import type { Request } from "./validation/validate.ts";

/** What a call would ask, where, with which permission and within what time. Nothing secret is in it. */
export function explain(
  operation: Operation,
  request: Request,
  configuration: Configuration,
  budgetMs: number,
): Document {
  const { explain: _, ...controls } = request.controls;
  return {
    operation: operation.name,
    endpoint: configuration.endpoint,
    ramAction: operation.action,
    parameters: request.parameters,
    controls,
    calls: callsOf(operation, request),
    budget: {
      totalMs: budgetMs,
      perAttemptMs: Math.min(configuration.timeoutMs, budgetMs),
      maxAttempts: configuration.maxAttempts,
    },
  };
}

/** How many upstream calls there will be, retries aside; a word where nobody can know. */
function callsOf({ batch }: Operation, { parameters, controls }: Request): number | string {
  if (batch) return Math.ceil((parameters[batch.ids] as string[]).length / batch.chunk);
  if (controls.wait !== undefined) return `until the job is done, for ${controls.wait} s at most`;
  if (controls.pages === "all") return "until the last page";
  return controls.pages === undefined || controls.pages === 1 ? 1 : `1 to ${controls.pages}`;
}
