import { operations } from "../functions/index.ts";
import { bundle } from "./bundle.ts";

const root = new URL("../", import.meta.url);

/** Writes `dist/`: a bundle for each function. */
export async function build(): Promise<void> {
  await Promise.all(operations.map((operation) => bundle(root, operation)));
}
