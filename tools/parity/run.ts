import { createAround, type Exchange } from "./around.ts";
import type { Assumption, Finding } from "./assumption.ts";
import { maskValues } from "./mask.ts";
import { NotChecked, type Way, type Ways } from "./ways.ts";

/** An assumption with what its check found. */
export interface Result {
  readonly assumption: Assumption;
  readonly finding: Finding;
  /** The check's requests and answers: their form, without data. */
  readonly exchanges: readonly Exchange[];
}

export interface RunOptions {
  readonly ways: Ways;
  /** IDs of jobs and assets that exist, by operation. */
  readonly ids?: Readonly<Record<string, string>>;
  /** Ends the deployed functions' names. */
  readonly stageSuffix?: string;
}

/** What it takes to send requests on each way. */
const needs: Readonly<Record<Way, string>> = {
  functions: "the functions",
  ice: "credentials for ICE itself: --on ice",
  sts: "credentials for STS: --on ice",
  invocations: "deployed functions: --on deployed",
  trigger: "deployed functions, and the URL of a trigger: --on deployed --trigger <URL>",
};

/**
 * Checks assumptions one after the other, each with requests of its own. Nothing is created.
 * Never rejects: a check that gets no answer is reported as not checked.
 */
export async function checkAssumptions(
  assumptions: readonly Assumption[],
  options: RunOptions,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const assumption of assumptions) results.push(await checkOne(assumption, options));
  return results;
}

async function checkOne(
  assumption: Assumption,
  { ways, ids = {}, stageSuffix = "" }: RunOptions,
): Promise<Result> {
  const { check, howToCheck } = assumption;
  const exchanges: Exchange[] = [];
  const without = (detail: string): Result => ({
    assumption,
    finding: { verdict: "not checked", detail },
    exchanges,
  });
  if (!check) return without(howToCheck);
  if (!ways[check.way]) return without(`Needs ${needs[check.way]}.`);
  const around = createAround(ways, ids, stageSuffix, (exchange) =>
    exchanges.push(maskValues(exchange) as Exchange),
  );
  try {
    return { assumption, finding: await check.run(around), exchanges };
  } catch (error) {
    return without(error instanceof NotChecked ? `Needs ${error.message}.` : `No answer: ${wordOf(error)}.`);
  }
}

/** A word about an error: its message may quote the service. */
function wordOf(error: unknown): string {
  const { cause, code, name, reason } = error as Readonly<Record<string, unknown>>;
  const words = [(cause as { code?: unknown } | undefined)?.code, reason, code, name];
  return words.find((word): word is string => typeof word === "string" && /^\w{1,40}$/.test(word)) ?? "error";
}
