import { expect, it } from "vitest";

// A module that throws while it loads takes a whole test file away and fails none of the tests in it: this one it fails.
it("every function can be loaded, and exports its handler alone", async () => {
  const { operations } = await import("../../../functions/index.ts");
  expect(operations.length).toBeGreaterThanOrEqual(5);
  for (const { functionName } of operations) {
    const loaded = await import(`../../../functions/${functionName}/index.ts`);
    expect(Object.keys(loaded)).toEqual(["handler"]);
    expect(loaded.handler).toBeTypeOf("function");
  }
});
