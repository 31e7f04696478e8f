import { operations } from "../../functions/index.ts";
import type { Operation } from "../../shared/operation.ts";
import { nearest } from "../../shared/validation/nearest.ts";
import { iceRegions } from "../../tools/deploy/ice-regions.ts";
import { credentialsFromEnvironment } from "./credentials.ts";
import { describeError } from "./describe-error.ts";
import type { Environment } from "./environment.ts";
import { createInProcessInvoke } from "./in-process.ts";
import { smoke } from "./smoke.ts";

/**
 * Asks the real ICE once for each operation, with the environment's key and role. Never rejects.
 * @param region whose ICE is called
 * @returns a paragraph for each thing that is wrong; none where all work
 */
export async function checkIce(region: string, environment: Environment): Promise<readonly string[]> {
  if (!iceRegions.includes(region) && !environment.ICE_ENDPOINT) {
    const near = nearest(region, iceRegions);
    return [
      `${region} is no region with ICE.${near ? ` Did you mean ${near}?` : ""} Known are ${iceRegions.join(", ")}.`,
    ];
  }
  const credentials = credentialsFromEnvironment(environment);
  const invoke = createInProcessInvoke({ region, credentials, environment, write: () => {} });
  const checks = await Promise.all((operations as readonly Operation[]).map((each) => smoke(invoke, each)));
  const wrong = new Map<string, string[]>();
  for (const { operation, answers, error } of checks)
    if (!answers) {
      // Request IDs differ: what is the same for all is told once.
      const text = describeError(error, false)
        .split("\n")
        .filter((line) => !/request ID: /i.test(line))
        .join("\n");
      wrong.set(text, [...(wrong.get(text) ?? []), operation]);
    }
  return [...wrong].map(([text, names]) =>
    names.length === operations.length ? text : `${names.join(", ")}: ${text}`,
  );
}
