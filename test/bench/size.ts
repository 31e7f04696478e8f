import { operations } from "../../functions/index.ts";
import { bundleFunctions } from "../../tools/build/bundle.ts";

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
export async function measureSizes(): Promise<Size[]> {
  const metafiles = await bundleFunctions(new URL("../../", import.meta.url), operations);
  return operations.map(({ functionName }, index) => {
    const output = Object.values(metafiles[index]?.outputs ?? {}).find(({ entryPoint }) => entryPoint);
    if (!output) throw new Error(`${functionName} has no bundle`);
    const from = (pattern: RegExp) =>
      Object.entries(output.inputs)
        .filter(([path]) => pattern.test(path))
        .reduce((sum, [, { bytesInOutput }]) => sum + bytesInOutput, 0);
    return {
      functionName,
      bytes: output.bytes,
      own: from(/^(functions|shared|local)\//),
      zod: from(/^node_modules\/zod\//),
      popCore: from(/^node_modules\/(?!zod\/)/),
    };
  });
}
