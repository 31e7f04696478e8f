import { expect, it } from "vitest";

// A module that throws while it loads takes a whole test file away and fails none of the tests in it: this one it fails.
it("every function can be loaded", async () => {
  const { operations } = await import("../../../functions/index.ts");
  expect(operations).toHaveLength(5);
});
