import { readFileSync } from "node:fs";
import { packageRoot } from "../../functions/package-root.ts";
import { member } from "../../shared/json/value.ts";
import type { Target } from "./target.ts";
import { readManifestText } from "./verify/manifest-text.ts";
import { functionResources, type Resource } from "./verify/resources.ts";

/**
 * An example for Terraform: the functions and triggers of s.yaml as `alicloud_fcv3_function` and `alicloud_fcv3_trigger`.
 * The roles and the log project come from the stacks of `ros/` and `observability/`.
 * Attributes: https://registry.terraform.io/providers/aliyun/alicloud/latest/docs/resources/fcv3_function
 */
export function terraform({ account, region, stage }: Target): string {
  const text = readFileSync(new URL("s.yaml", packageRoot), "utf8");
  const environment = { REGION: region, STAGE: stage, LOG_PROJECT: `ims-functions-${account}` };
  const resources = functionResources(readManifestText(text, environment).value);
  return [
    head(account, region),
    ...resources.flatMap((each) => [functionBlock(each), ...triggerBlocks(each)]),
  ].join("\n");
}

function head(account: string, region: string): string {
  return `# An example made from s.yaml. Run npm run build first, then terraform init and terraform apply in this folder.
terraform {
  required_providers {
    alicloud = { source = "aliyun/alicloud", version = ">= 1.228.0" }
    archive  = { source = "hashicorp/archive", version = ">= 2.0.0" }
  }
}

variable "account" {
  default = ${quoted(account)}
}

provider "alicloud" {
  region = ${quoted(region)}
}
`;
}

function functionBlock({ name, props }: Resource): string {
  const log = props.logConfig;
  return `data "archive_file" "${label(name)}" {
  type        = "zip"
  source_dir  = "\${path.module}/../${name}"
  output_path = "\${path.module}/${name}.zip"
}

resource "alicloud_fcv3_function" "${label(name)}" {
  function_name = ${quoted(props.functionName)}
  runtime       = ${quoted(props.runtime)}
  handler       = ${quoted(props.handler)}
  memory_size   = ${props.memorySize}
  cpu           = ${props.cpu}
  disk_size     = ${props.diskSize}
  timeout       = ${props.timeout}
  role          = "acs:ram::\${var.account}:role/${props.role}"

  environment_variables = {
${Object.entries(props.environmentVariables ?? {})
  .map(([key, value]) => `    ${key} = ${quoted(value)}`)
  .join("\n")}
  }

  code {
    zip_file = filebase64(data.archive_file.${label(name)}.output_path)
  }

  log_config {
    project                 = ${quoted(member(log, "project"))}
    logstore                = ${quoted(member(log, "logstore"))}
    log_begin_rule          = ${quoted(member(log, "logBeginRule"))}
    enable_request_metrics  = true
    enable_instance_metrics = true
  }
}
`;
}

function triggerBlocks({ name, props }: Resource): string[] {
  const triggers = (props.triggers ?? []) as readonly Record<string, unknown>[];
  return triggers.map(
    ({
      triggerName,
      triggerType,
      triggerConfig,
    }) => `resource "alicloud_fcv3_trigger" "${label(name)}_${triggerName}" {
  function_name  = alicloud_fcv3_function.${label(name)}.function_name
  trigger_name   = ${quoted(triggerName)}
  trigger_type   = ${quoted(triggerType)}
  qualifier      = "LATEST"
  trigger_config = jsonencode(${literal(triggerConfig, "  ")})
}
`,
  );
}

const label = (name: string) => name.replaceAll("-", "_");

/** A value as HCL writes it. */
function literal(value: unknown, indent: string): string {
  if (typeof value === "string") return quoted(value);
  if (Array.isArray(value)) return `[${value.map((each) => literal(each, indent)).join(", ")}]`;
  if (typeof value !== "object" || value === null) return String(value);
  const lines = Object.entries(value).map(
    ([key, each]) => `${indent}  ${key} = ${literal(each, `${indent}  `)}`,
  );
  return `{\n${lines.join("\n")}\n${indent}}`;
}

/** A text as HCL writes it, with nothing in it that HCL would evaluate. */
const quoted = (value: unknown) =>
  JSON.stringify(String(value)).replaceAll("${", "$${").replaceAll("%{", "%%{");
