import { type Resource, readResources } from "../../local/fc/manifest.ts";
import { ruleFaults } from "./props-rules.ts";
import { verifyProps } from "./serverless-devs.ts";

/**
 * Checks an s.yaml as `npm run verify` does: every property by the schema, then what no schema can say.
 * @returns what is wrong, a line each
 */
export async function verify(path: string): Promise<string[]> {
  let resources: Record<string, Resource>;
  try {
    resources = readResources(path);
  } catch (error) {
    return [(error as Error).message];
  }
  // The command line would look any other component up in the vendor's registry.
  const strangers = Object.entries(resources).filter(([, { component }]) => component !== "fc3");
  if (strangers.length > 0)
    return strangers.map(([name, { component }]) => `${name}/component: ${component} is not fc3`);
  const faults = await verifyProps(path);
  return faults.length > 0 ? faults : ruleFaults(path, resources);
}
