import { setTimeout } from "node:timers/promises";
import { startCloud } from "../../local/cloud.ts";
import { brokenConnections, codes, refusals, silences, statuses } from "../../tools/docs/faults.ts";
import { controlIce, drainRequests } from "../support/wire/ice-control.ts";
import { openAccount, type Told } from "./account.ts";
import { putSubjects, questions } from "./questions.ts";
import { openTally, type Requests } from "./tally.ts";
import { ask, ways } from "./ways.ts";

export interface SoakOptions {
  readonly seconds: number;
  /** Of the generator that draws the faults. */
  readonly seed: number;
}

export interface Soaked {
  /** A line for whatever should not be: a call without its answer, a difference between two accounts. */
  readonly differences: readonly string[];
  /** The invocations of which caller and log tell the same. */
  readonly agreed: readonly Told[];
  readonly requests: ReadonlyMap<string, Readonly<Requests>>;
  /** Milliseconds of each call that did not wait for a job. */
  readonly durations: readonly number[];
}

/** Calls under way at any time. */
const sideBySide = 12;
/** The share of requests to ICE that go wrong. */
const faultShare = 0.1;

/** What befalls a request that ICE has read: its account knows of no other. */
const faults = [...brokenConnections, ...silences, ...refusals, ...statuses, ...codes]
  .map(({ order }) => order)
  .filter(({ fault }) => !fault.endsWith("-on-reuse"));

/** How long the last log lines may take, in milliseconds. */
const patience = 5_000;

/** Asks the built functions in the cloud on this machine, each question in each way in turn, while one in ten requests to ICE goes wrong. */
export async function soak({ seconds, seed }: SoakOptions): Promise<Soaked> {
  const account = openAccount();
  const tally = openTally();
  const unexpected: string[] = [];
  const durations: number[] = [];
  const cloud = await startCloud({
    environment: { ICE_TIMEOUT_MS: "1000" },
    log(functionName, line) {
      if (!line.startsWith("{")) return void unexpected.push(`${functionName} wrote: ${line}`);
      const { requestId, attempts, operation, caller, outcome, code } = JSON.parse(line);
      account.logged(requestId, { operation, caller, outcome, code });
      tally.sent(operation, attempts);
    },
  });

  const rounds = ways.flatMap((way) => questions.map((question) => ({ way, question })));
  let asked = 0;
  const askNext = async () => {
    const { way, question } = rounds[asked++ % rounds.length] as (typeof rounds)[number];
    const begin = performance.now();
    try {
      const { requestId, told } = await ask(cloud, way, question);
      account.seen(requestId, told);
    } catch (error) {
      unexpected.push(`${question.operation.name} by ${way[0]}: ${(error as Error).message}`);
    }
    if (!("wait" in question.parameters)) durations.push(performance.now() - begin);
  };

  try {
    await putSubjects(cloud.iceUrl);
    await controlIce(cloud.iceUrl, "POST", "faults", {
      fault: "random",
      probability: faultShare,
      seed,
      among: faults,
    });
    const end = performance.now() + 1000 * seconds;
    const work = async () => {
      while (performance.now() < end) await askNext();
    };
    const every = async () => {
      while (performance.now() < end) {
        await setTimeout(Math.min(1000, end - performance.now()));
        tally.received(await drainRequests(cloud.iceUrl));
      }
    };
    await Promise.all([every(), ...Array.from({ length: sideBySide }, work)]);
    const latest = performance.now() + patience;
    while (account.pending().length > 0 && performance.now() < latest) await setTimeout(20);
    tally.received(await drainRequests(cloud.iceUrl));
  } finally {
    await cloud.close();
  }
  return {
    differences: [...unexpected, ...account.differences, ...account.pending(), ...tally.differences()],
    agreed: account.agreed,
    requests: tally.byOperation,
    durations,
  };
}
