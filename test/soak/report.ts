import { machine } from "../bench/machine.ts";
import { spreadOf } from "../bench/statistics.ts";
import { shown, table } from "../bench/table.ts";
import type { Told } from "./account.ts";
import type { Soaked } from "./soak.ts";

/** What was asked and what came of it, as Markdown. */
export function report(soaked: Soaked, seconds: number): string {
  const { agreed, durations } = soaked;
  const { cores, load, node } = machine();
  return [
    `${agreed.length} calls in ${seconds} s, ${shown(spreadOf(durations), 0)} ms each; ${cores} cores, load ${load}, Node.js ${node}.`,
    table(operationRows(soaked)),
    table(rowsBy("caller", agreed)),
    table(
      rowsBy(
        "code",
        agreed.filter(({ code }) => code),
      ).map(({ code, calls }) => ({ code, calls })),
    ),
    verdict(soaked.differences),
  ].join("\n\n");
}

function operationRows({ agreed, requests }: Soaked) {
  return rowsBy("operation", agreed).map((row) => {
    const { attempts = 0, received = 0, struck = 0 } = requests.get(row.operation) ?? {};
    return { ...row, "requests sent": attempts, received, "struck by faults": struck };
  });
}

function rowsBy<Key extends "operation" | "caller" | "code">(key: Key, told: readonly Told[]) {
  const names = [...new Set(told.map((each) => each[key] ?? ""))].sort();
  return names.map((name) => {
    const own = told.filter((each) => each[key] === name);
    const count = (outcome: string) => own.filter((each) => each.outcome === outcome).length;
    return {
      ...({ [key]: name } as Record<Key, string>),
      calls: own.length,
      answered: count("answered"),
      incomplete: count("incomplete"),
      failed: count("failed"),
    };
  });
}

function verdict(differences: readonly string[]): string {
  if (differences.length > 0) return ["Differences:", ...differences].join("\n");
  return "No call was lost. Callers and log tell the same of each, and ICE received every request that was sent.";
}
