import { fileURLToPath } from "node:url";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { LongestFirst } from "./support/runner/longest-first.ts";
import { popCoreAsBundled } from "./support/runner/pop-core-as-bundled.ts";

const folder = new URL("..", import.meta.url);
const root = fileURLToPath(folder);

/** Tests that need no build and no process. */
export const unit: TestProjectInlineConfiguration = {
  plugins: [popCoreAsBundled(folder)],
  test: {
    name: "unit",
    root,
    include: ["test/{unit,property}/**/*.test.ts"],
    // They share nothing but modules, and loading these for each file takes longer than the tests do.
    isolate: false,
    pool: "threads",
    server: { deps: { inline: [/\?as-bundled$/], external: [/\/shims\/.*\.cjs$/] } },
  },
};

/** Tests of what is built, and of processes. */
const withProcesses = (name: string, include: string): TestProjectInlineConfiguration => ({
  test: {
    name,
    root,
    include: [include],
    isolate: false,
    pool: "forks",
    // They wait as often as they work. A group of their own: mixed with others, each change would cost a worker.
    maxWorkers: 3,
    sequence: { groupOrder: 1 },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Longer than any wait on a busy machine: what comes, comes sooner.
    expect: { poll: { timeout: 15_000 } },
  },
});

export default defineConfig({
  test: {
    root,
    // Both cores: left alone, vitest keeps one for itself.
    maxWorkers: "100%",
    sequence: { sequencer: LongestFirst },
    coverage: {
      provider: "v8",
      // With the whole path: a pattern matches anywhere in a path, and the checkout may be called ims-functions.
      include: [`${root}shared/**/*.{ts,cjs}`, `${root}functions/**/*.ts`],
      reporter: ["text-summary", "html"],
      reportsDirectory: "coverage",
      thresholds: { branches: 100 },
    },
    projects: [
      unit,
      withProcesses("integration", "test/integration/**/*.test.ts"),
      // What takes longest.
      withProcesses("thorough", "test/{thorough,soak}/**/*.test.ts"),
    ],
  },
});
