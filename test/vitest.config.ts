import { defineConfig } from "vitest/config";

const root = new URL("..", import.meta.url).pathname;

export default defineConfig({
  test: {
    root,
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Longer than any wait on a busy machine: what comes, comes sooner.
    expect: { poll: { timeout: 15_000 } },
    coverage: {
      provider: "v8",
      // With the whole path: a pattern matches anywhere in a path, and the checkout may be called ims-functions.
      include: [`${root}shared/**/*.ts`, `${root}functions/**/*.ts`],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
      thresholds: { branches: 100 },
    },
  },
});
