import { expect, it } from "vitest";
import { documents, generated } from "../../local/docs/generate.ts";

it.each(documents)("%s says what the code says", async (path) => {
  const { current, wanted } = await generated(path);
  expect(current).toBe(wanted);
});
