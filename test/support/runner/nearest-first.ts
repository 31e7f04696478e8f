import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * Runs the tests of the module that a mutant is in before all others, then those of its folder, and property tests last.
 * The first failure ends a mutant's run, and most mutants fail there.
 */
export class NearestFirst extends BaseSequencer {
  readonly #modules = modulesOfMutants(this.ctx.config.root);

  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const { activeMutant = "" } = this.ctx.getRootProject().getProvidedContext() as { activeMutant?: string };
    const module = this.#modules.get(activeMutant) ?? "";
    const nearest = [`/unit/${module}.`, `/unit/${dirname(module)}/`, "/unit/"];
    const rank = ({ moduleId }: TestSpecification) => {
      const index = nearest.findIndex((part) => moduleId.includes(part));
      return index === -1 ? nearest.length : index;
    };
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}

/** The paths, without endings, of the modules that Stryker has put mutants into, by the mutants' IDs. */
function modulesOfMutants(root: string): Map<string, string> {
  const modules = new Map<string, string>();
  for (const path of readdirSync(join(root, "shared"), { recursive: true, encoding: "utf8" })) {
    if (!/\.(ts|cjs)$/.test(path)) continue;
    for (const [, id = ""] of readFileSync(join(root, "shared", path), "utf8").matchAll(mutantId))
      modules.set(id, join("shared", path.replace(/\.\w+$/, "")));
  }
  return modules;
}

/** As Stryker asks whether a mutant is the one to try. */
const mutantId = /stryMutAct_\w+\("(\d+)"\)/g;
