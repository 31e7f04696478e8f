import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { stringify } from "yaml";
import { operations } from "../../functions/index.ts";
import type { Operation } from "../../shared/operation.ts";
import { logsTemplate } from "./observability/logs.ts";
import { alarms, queries } from "./observability/queries.ts";
import { openapi } from "./openapi.ts";
import { invokePolicy, operationPolicy, trustPolicy } from "./ram.ts";
import { deployerTemplate } from "./ros/deployer.ts";
import { rolesTemplate } from "./ros/roles.ts";
import { sweepWorkflow } from "./sweep-workflow.ts";
import type { Target } from "./target.ts";
import { terraform } from "./terraform.ts";
import { waitWorkflow } from "./wait-workflow.ts";
import type { Workflow } from "./workflow.ts";

/** Writes the files that a deployment needs beside the bundles, made from the operations: the OpenAPI document, RAM policies, templates of
 * Resource Orchestration Service, queries and alarms for the logs, workflows, a Terraform example. */
export async function writeArtefacts(out: string, target: Target): Promise<void> {
  for (const [path, text] of artefacts(target)) {
    await mkdir(dirname(join(out, path)), { recursive: true });
    await writeFile(join(out, path), text);
  }
}

/** Each file's path below the output folder, and its text. */
export function artefacts(target: Target): Map<string, string> {
  const files = new Map<string, string>();
  const json = (path: string, value: unknown) => files.set(path, `${JSON.stringify(value, null, 2)}\n`);

  json("openapi.json", openapi(operations));
  json("ros/roles.json", rolesTemplate(operations));
  json("ros/deployer.json", deployerTemplate(operations));
  files.set("terraform/main.tf", terraform(target));
  json("observability/logs.json", logsTemplate());
  json("observability/queries.json", [...queries, ...alarms]);
  json("ram/trust-function-compute.json", trustPolicy("fc.aliyuncs.com"));
  json("ram/trust-cloudflow.json", trustPolicy("fnf.aliyuncs.com"));
  json("ram/invoke.json", invokePolicy(operations, target));
  for (const operation of operations as readonly Operation[]) {
    json(`ram/${operation.functionName}.json`, operationPolicy(operation));
    const flow = workflowOf(operation, target);
    if (flow)
      files.set(
        `workflows/${operation.functionName}.yaml`,
        stringify(flow, { lineWidth: 110, aliasDuplicateObjects: false }),
      );
  }
  return files;
}

/** The workflow of an operation: it waits for one job or sweeps a list. Undefined for an operation without jobs. */
export function workflowOf(operation: Operation, target: Target): Workflow | undefined {
  if (operation.kind === "batch") return undefined;
  return operation.kind === "list" ? sweepWorkflow(operation, target) : waitWorkflow(operation, target);
}
