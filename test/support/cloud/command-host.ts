import type { Ended } from "./commands.ts";

/** A command to run: one message to this process. */
export interface CommandRun {
  readonly args: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
}

// Runs commands of the built command line, one after the other. Its entry is imported anew for each of them; the modules
// that it loads stay loaded.
const entry = new URL("../../../dist/cli/index.js", import.meta.url).href;
const [node = ""] = process.argv;
let runs = 0;

process.on("message", async (command: CommandRun) => {
  process.send?.(await run(command));
});
process.on("disconnect", () => process.exit());

async function run({ args, environment }: CommandRun): Promise<Ended> {
  process.argv = [node, entry, ...args];
  for (const name of Object.keys(process.env)) if (name !== "PATH") delete process.env[name];
  Object.assign(process.env, environment);
  process.exitCode = 0;
  const [stdout, stderr] = [textOf(process.stdout), textOf(process.stderr)];
  try {
    await import(`${entry}?run=${runs++}`);
  } catch (error) {
    // As Node.js ends a process of its own.
    process.exitCode = 1;
    console.error(error);
  }
  return { code: Number(process.exitCode), stdout: stdout(), stderr: stderr() };
}

/** Keeps what is written to a stream. @returns a function that ends this, and gives what was written */
function textOf(stream: NodeJS.WriteStream): () => string {
  const { write } = stream;
  let text = "";
  stream.write = (chunk: unknown) => {
    text += chunk;
    return true;
  };
  return () => {
    stream.write = write;
    // The command has added its own.
    stream.removeAllListeners("error");
    return text;
  };
}
