import { type Resource, readResources } from "../../local/fc/manifest.ts";
import { ruleViolations } from "./props-rules.ts";
import { verifyProps } from "./serverless-devs.ts";

/**
 * Checks an s.yaml: every property by the schema, then the rules that a schema can't express.
 * @returns what is wrong, one line each
 */
export async function verify(path: string): Promise<string[]> {
  let resources: Record<string, Resource>;
  try {
    resources = readResources(path);
  } catch (error) {
    return [(error as Error).message];
  }
  // The command line would load any other component from the vendor's registry.
  const others = Object.entries(resources).filter(([, { component }]) => component !== "fc3");
  if (others.length > 0)
    return others.map(([name, { component }]) => `${name}/component: ${component} is not fc3`);
  const violations = await verifyProps(path);
  return violations.length > 0 ? violations : ruleViolations(path, resources);
}
