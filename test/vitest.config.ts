import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    root: new URL("..", import.meta.url).pathname,
    include: ["test/**/*.test.ts"],
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Longer than any wait on a busy machine: what comes, comes sooner.
    expect: { poll: { timeout: 15_000 } },
    coverage: {
      provider: "v8",
      include: ["shared/**/*.ts", "functions/**/*.ts"],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
      thresholds: { branches: 100 },
    },
  },
});
