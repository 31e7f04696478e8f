import { buildFor } from "./build.ts";
import { readTarget } from "./deploy/target.ts";

await buildFor(readTarget(process.argv.slice(2)).target);
