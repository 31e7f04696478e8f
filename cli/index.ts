#!/usr/bin/env node
// First: nothing may load the SDKs while DEBUG is set.
import "./lib/no-debug.ts";
import { UsageError } from "../client/usage-error.ts";
import { inCheckout } from "./lib/checkout.ts";
import { type CommandModule, newCommand, runProgram } from "./lib/command.ts";
import { outliveOutput } from "./lib/print.ts";

interface Entry {
  readonly summary: string;
  /** The command needs the sources of the project: an installed package does not have them. */
  readonly needsCheckout?: true;
  load(): Promise<CommandModule>;
}

/** Every command. Its file is loaded only when it is called. */
const commands: Readonly<Record<string, Entry>> = {
  start: { summary: "run the functions in the local cloud", load: () => import("./start.ts") },
  invoke: { summary: "call a function and print its answer", load: () => import("./invoke.ts") },
  smoke: { summary: "call every function and check that it works", load: () => import("./smoke.ts") },
  parity: { summary: "check what is assumed about the platform", load: () => import("./parity.ts") },
  exec: { summary: "run a command with a local cloud of its own", load: () => import("./exec.ts") },
  build: {
    summary: "write the functions and the files for their deployment",
    needsCheckout: true,
    load: () => import("./build.ts"),
  },
  verify: { summary: "check s.yaml", needsCheckout: true, load: () => import("./verify.ts") },
  deploy: { summary: "verify, build and deploy", needsCheckout: true, load: () => import("./deploy.ts") },
  "new-operation": {
    summary: "add an operation to this checkout",
    needsCheckout: true,
    load: () => import("./new-operation.ts"),
  },
  docs: {
    summary: "update the generated parts of the documents",
    needsCheckout: true,
    load: () => import("./docs.ts"),
  },
};

outliveOutput();
const args = process.argv.slice(2);
const program = newCommand("ims-functions").description(
  "Read operations of Alibaba Cloud Intelligent Media Services as functions.",
);
for (const [name, { summary, needsCheckout, load }] of Object.entries(commands)) {
  if (needsCheckout && !inCheckout)
    program.addCommand(unavailable(name).summary(`${summary} (in a checkout)`));
  else if (name === args[0])
    program.addCommand((await load()).makeCommand(name, args.slice(1)).summary(summary));
  else program.command(name).summary(summary);
}
await runProgram(program, args);

function unavailable(name: string) {
  return newCommand(name)
    .description("Needs a checkout of the project: the installed package does not have its sources.")
    .argument("[args...]")
    .allowUnknownOption()
    .action(() => {
      throw new UsageError(
        `${name} needs a checkout of the project. Clone the project, then run npm ci and npm run ${name} there.`,
      );
    });
}
