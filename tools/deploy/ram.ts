import type { Operation } from "../../shared/operation.ts";
import { functionArn, type Target } from "./target.ts";

/** A RAM policy document, of permissions or of trust. */
export interface Policy {
  readonly Version: "1";
  readonly Statement: readonly Record<string, unknown>[];
}

/** The permissions of a function's role: its operation's single action. ICE has no resource-level permissions. */
export function operationPolicy({ action }: Pick<Operation, "action">): Policy {
  return allow([action], ["*"]);
}

/** The permissions of a role that invokes the functions: of a workflow, another service or a person. */
export function invokePolicy(operations: readonly Pick<Operation, "functionName">[], target: Target): Policy {
  const arns = operations.map(({ functionName }) => functionArn(functionName, target));
  return allow(
    ["fc:InvokeFunction"],
    arns.flatMap((arn) => [arn, `${arn}/*`]),
  );
}

/** Who may assume a role: a service of the platform, such as `fc.aliyuncs.com`. */
export function trustPolicy(service: string): Policy {
  return {
    Version: "1",
    Statement: [{ Effect: "Allow", Action: "sts:AssumeRole", Principal: { Service: [service] } }],
  };
}

function allow(actions: readonly string[], resources: readonly string[]): Policy {
  return { Version: "1", Statement: [{ Effect: "Allow", Action: actions, Resource: resources }] };
}
