import { createInvoke, type Invoke } from "../../client/invoke.ts";
import { type Environment, readVariables, regionVariables } from "./environment.ts";
import type { Place } from "./place.ts";
import { printError } from "./print.ts";
import { deployedTarget, localTargetFromEnvironment } from "./target.ts";

/**
 * How a command calls the functions of a place. On `ice` the handlers run in this process, and their warnings go to
 * standard error.
 * @param onLog is given what the functions log, where the place tells it
 * @throws UsageError that names every variable that is missing or wrong
 */
export async function invokeOn(
  place: Place,
  environment: Environment,
  onLog?: (log: string) => void,
): Promise<Invoke> {
  if (place === "local") return createInvoke(localTargetFromEnvironment(environment), onLog);
  if (place === "deployed") return createInvoke(deployedTarget(environment), onLog);
  // Only this place needs the handlers: they take time to load.
  const [{ createInProcessInvoke }, { credentialsFromEnvironment }] = await Promise.all([
    import("./in-process.ts"),
    import("./credentials.ts"),
  ]);
  const credentials = credentialsFromEnvironment(environment);
  const { region } = readVariables(environment, { region: regionVariables });
  const level = environment.LOG_LEVEL || "warn";
  const write = (line: string) => {
    onLog?.(line);
    if (level !== "warn" || !line.includes('"level":"info"')) printError(line);
  };
  return createInProcessInvoke({
    region,
    credentials,
    environment: { ...environment, LOG_LEVEL: onLog && level === "warn" ? "info" : level },
    write,
  });
}
