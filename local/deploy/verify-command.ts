import { verify } from "./verify.ts";

const faults = await verify("s.yaml");
for (const fault of faults) console.error(fault);
if (faults.length === 0) console.log("s.yaml: every property is known and well formed.");
else process.exitCode = 1;
