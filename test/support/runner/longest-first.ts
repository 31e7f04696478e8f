import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest of each lane first: begun last, one of them would run alone at the end. */
const longest = [
  "console/console",
  "overrun",
  "invoke",
  "start",
  "cli/output",
  "faults-callers",
  "workflows",
  "local/fc/instances",
  "callers",
  "cli/exec",
  "tools/new-operation",
  "console/all-views",
  "faults",
  "faults-time",
  "cli/deploy",
  "readme",
  "package",
  "bounds",
  "faults-secrets",
  "cli/parity",
];

/** Runs the longest files first, also where no earlier run has told their times, and the others as Vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const [, path = ""] = moduleId.split(/\/(?:integration|thorough)\/|\.test\.ts$/);
  const index = longest.indexOf(path);
  return index === -1 ? longest.length : index;
}
