import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first: begun last, one of them would run alone at the end. */
const longest = [
  "console/console",
  "tools/new-operation",
  "faults",
  "cli/deploy",
  "overrun",
  "package",
  "cli/exec",
  "cli/output",
  "overrun-bounds",
  "start",
  "faults-callers",
  "workflows",
  "readme",
  "invoke",
  "leak/leak",
  "faults-time",
  "cli/parity",
  "tools/verify",
];

/** Runs the longest files first, also where no earlier run has told their times, and the others as Vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = longest.findIndex((name) => moduleId.endsWith(`/${name}.test.ts`));
  return index === -1 ? longest.length : index;
}
