import { defineConfig } from "vitest/config";
import { NearestFirst } from "./support/runner/nearest-first.ts";
import { unit } from "./vitest.config.ts";

/** The tests that judge mutants: the quick ones of what all functions share. */
export default defineConfig({
  ...unit,
  test: {
    ...unit.test,
    include: ["test/unit/shared/**/*.test.ts", "test/property/**/*.test.ts"],
    env: { FUZZ_RUNS: "50" },
    setupFiles: ["test/support/runner/coverage-of-file.ts"],
    sequence: { sequencer: NearestFirst },
  },
});
