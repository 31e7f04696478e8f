import { defineConfig } from "vitest/config";

/** The tests that judge mutants: the quick ones of what all functions share. */
export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/unit/shared/**/*.test.ts", "test/property/**/*.test.ts"],
    env: { FUZZ_RUNS: "50" },
  },
});
