import { createFunctions } from "../../../local/fc/functions.ts";
import { readManifest } from "../../../local/fc/manifest.ts";

// A host for the test that kills it: it runs each function of the s.yaml that it is given once.
const configs = readManifest(process.argv[2] as string);
const functions = createFunctions({
  configs,
  credentials: () => Promise.reject(new Error("no function here has a role")),
  environment: {},
  log: () => {},
  maxInstances: 1,
  idleMs: 60_000,
});
for (const { name } of configs) void functions.invoke(name, Buffer.alloc(0), { requestId: "1" });
