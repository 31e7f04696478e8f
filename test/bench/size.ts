import { operations } from "../../functions/index.ts";
import { bundle } from "../../tools/build/bundle.ts";

export interface Size {
  readonly functionName: string;
  readonly bytes: number;
  /** Of them, by where they come from. */
  readonly own: number;
  readonly zod: number;
  /** pop-core and what it brings. */
  readonly popCore: number;
}

/** Builds every bundle anew and weighs it. */
export function measureSizes(): Promise<Size[]> {
  const root = new URL("../../", import.meta.url);
  return Promise.all(
    operations.map(async (operation) => {
      const { outputs } = await bundle(root, operation);
      const output = Object.values(outputs).find(({ entryPoint }) => entryPoint);
      if (!output) throw new Error(`${operation.functionName} has no bundle`);
      const from = (pattern: RegExp) =>
        Object.entries(output.inputs)
          .filter(([path]) => pattern.test(path))
          .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
      return {
        functionName: operation.functionName,
        bytes: output.bytes,
        own: from(/^(functions|shared|local)\//),
        zod: from(/^node_modules\/zod\//),
        popCore: from(/^node_modules\/(?!zod\/)/),
      };
    }),
  );
}
