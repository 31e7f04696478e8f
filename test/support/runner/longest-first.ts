import { BaseSequencer, type TestSpecification } from "vitest/node";

/** The files that take longest, the longest first: begun last, one of them would run alone at the end. */
const longest = [
  "readme",
  "faults",
  "leak/leak",
  "faults-time",
  "invoke",
  "start",
  "faults-callers",
  "workflows",
];

/** Runs the longest files first, also where no earlier run has told their times, and the others as Vitest would. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

function rank({ moduleId }: TestSpecification): number {
  const index = longest.findIndex((name) => moduleId.endsWith(`/integration/${name}.test.ts`));
  return index === -1 ? longest.length : index;
}
