#!/usr/bin/env node
// First: nothing may load the SDKs while DEBUG is set.
import "./lib/no-debug.ts";
import { type CommandModule, newCommand, runProgram } from "./lib/command.ts";

/** Every command. Its file is loaded only when it is called. */
const commands: Readonly<Record<string, { summary: string; load(): Promise<CommandModule> }>> = {
  start: { summary: "run the functions in the local cloud", load: () => import("./start.ts") },
  invoke: { summary: "call a function and print its answer", load: () => import("./invoke.ts") },
  smoke: { summary: "call every function and check that it works", load: () => import("./smoke.ts") },
  parity: { summary: "check what is assumed about the platform", load: () => import("./parity.ts") },
  build: {
    summary: "write the functions and the files for their deployment",
    load: () => import("./build.ts"),
  },
  verify: { summary: "check s.yaml", load: () => import("./verify.ts") },
  deploy: { summary: "verify, build and deploy", load: () => import("./deploy.ts") },
  "new-operation": {
    summary: "add an operation to this checkout",
    load: () => import("./new-operation.ts"),
  },
  docs: { summary: "update the generated parts of the documents", load: () => import("./docs.ts") },
};

const args = process.argv.slice(2);
const program = newCommand("ims-functions").description(
  "Read operations of Alibaba Cloud Intelligent Media Services as functions.",
);
for (const [name, { summary, load }] of Object.entries(commands)) {
  if (name === args[0]) program.addCommand((await load()).makeCommand(name, args.slice(1)).summary(summary));
  else program.command(name).summary(summary);
}
await runProgram(program, args);
