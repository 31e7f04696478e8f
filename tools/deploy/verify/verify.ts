import { readFile } from "node:fs/promises";
import { isObject } from "../../../shared/json/value.ts";
import { credentialFindings } from "./credentials.ts";
import { readManifestText } from "./manifest-text.ts";
import type { Finding, Path, Problem } from "./problem.ts";
import { functionResources, propsIn } from "./resources.ts";
import { ruleFindings } from "./rules.ts";
import { schemaFindings } from "./schema-findings.ts";

/** What a manifest deploys, and what is wrong with it. */
export interface Verified {
  readonly functions: number;
  readonly triggers: number;
  /** In the order of their lines. */
  readonly problems: readonly Problem[];
}

/**
 * Checks an s.yaml: everything that the fc3 component takes is accepted; what makes a deployment unsafe or broken is a
 * problem. Resources of other components are searched for credentials only. Needs no network.
 * @param path of the manifest
 * @param environment the variables for `${env('NAME')}`; where one is missing, what it decides is not checked
 * @throws Error when the file can't be read
 */
export async function verify(
  path: string,
  environment: Readonly<Record<string, string | undefined>>,
): Promise<Verified> {
  const manifest = readManifestText(await readFile(path, "utf8"), environment);
  if (manifest.problems.length > 0) return { functions: 0, triggers: 0, problems: manifest.problems };
  const resources = functionResources(manifest.value);
  const findings = [
    ...(isObject(manifest.value) && isObject(manifest.value.resources) ? [] : [noResources]),
    ...resources.flatMap(({ name, props }) =>
      schemaFindings(props, ["resources", name, "props"], propsIn(manifest.written, name)),
    ),
    ...ruleFindings(path, resources),
    ...credentialFindings(manifest.written),
  ];
  return {
    functions: resources.length,
    triggers: resources.reduce(
      (sum, { props }) => sum + (Array.isArray(props.triggers) ? props.triggers.length : 0),
      0,
    ),
    problems: inOrder(findings, manifest.lineOf),
  };
}

const noResources: Finding = {
  path: [],
  message: "The manifest has no resources.",
  advice: "add resources: with one resource for each function",
};

/** A part that several functions share is named once. */
function inOrder(findings: readonly Finding[], lineOf: (path: Path) => number): Problem[] {
  const problems = new Map<string, Problem>();
  for (const { path, ...rest } of findings) {
    const line = lineOf(path);
    const key = `${line} ${rest.message}`;
    if (!problems.has(key)) problems.set(key, { line, ...rest });
  }
  return [...problems.values()].sort((a, b) => a.line - b.line);
}
