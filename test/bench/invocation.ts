import { fileURLToPath } from "node:url";

/** The context of an invocation, its credentials as long as real ones. */
export const context = {
  requestId: "1-675f2a1b-0001",
  region: "cn-shanghai",
  credentials: {
    accessKeyId: "STS.NUaBenchmarkKeyId",
    accessKeySecret: "BenchmarkSecretOfThirtyCharacters",
    securityToken: `CAIS${"benchmark+token/".repeat(40)}==`,
  },
  function: { name: "bench", memory: 512, timeout: 60 },
};

/** The file of a function's bundle. */
export const bundleOf = (functionName: string): string =>
  fileURLToPath(new URL(`../../dist/${functionName}/index.js`, import.meta.url));

/** A file beside this one. */
export const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
