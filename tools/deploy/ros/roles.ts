import type { Operation } from "../../../shared/operation.ts";
import { operationPolicy, type Policy, trustPolicy } from "../ram.ts";
import {
  account,
  attribute,
  given,
  logicalName,
  ref,
  type Template,
  type TemplateResource,
  template,
  text,
} from "./template.ts";

/** The name of the role of an operation's function, as s.yaml has it. */
export const roleName = ({ functionName }: Pick<Operation, "functionName">) =>
  `ims-functions-${functionName}`;

/** Where results of asynchronous invocations can go: what the functions' roles may then do, with the form of an ARN. */
const destinations = {
  Functions: { action: "fc:InvokeFunction", example: "acs:fc:cn-shanghai:1234567890123456:functions/name" },
  Queues: {
    action: "mns:SendMessage",
    example: "acs:mns:cn-shanghai:1234567890123456:/queues/name/messages",
  },
  EventBuses: {
    action: "eventbridge:PutEvents",
    example: "acs:eventbridge:cn-shanghai:1234567890123456:eventbus/name",
  },
};

/**
 * The stack of all roles: one for each function, which may call its one operation, one for workflows and one for the
 * gateway, which may invoke the functions. All stages of the account share them.
 */
export function rolesTemplate(operations: readonly Operation[]): Template {
  const functionRoles = operations.map(({ functionName }) => logicalName(functionName));
  const names = Object.entries(destinations);
  return template({
    Description: "Roles of ims-functions: the functions, workflows and a gateway.",
    Parameters: Object.fromEntries(
      names.map(([name, { action, example }]) => [
        `Destination${name}`,
        {
          Type: "CommaDelimitedList",
          Default: "",
          Description: `ARNs that the functions may send results to (${action}), such as ${example}. Empty for none.`,
        },
      ]),
    ),
    Conditions: Object.fromEntries(
      names.map(([name]) => [`HasDestination${name}`, given(`Destination${name}`)]),
    ),
    Resources: {
      ...Object.fromEntries(
        operations.map((operation) => [
          logicalName(operation.functionName),
          role(
            roleName(operation),
            `Calls ${operation.action}.`,
            "fc.aliyuncs.com",
            operationPolicy(operation),
          ),
        ]),
      ),
      Workflows: role(
        "ims-functions-workflows",
        "Workflows of CloudFlow, which invoke the functions.",
        "fnf.aliyuncs.com",
        invokeAnyStage(operations),
      ),
      Gateway: role(
        "ims-functions-gateway",
        "The API gateway, which invokes the functions.",
        "apigateway.aliyuncs.com",
        invokeAnyStage(operations),
      ),
      ...Object.fromEntries(
        names.map(([name, { action }]) => [
          `To${name}`,
          {
            Type: "ALIYUN::RAM::ManagedPolicy",
            Condition: `HasDestination${name}`,
            DependsOn: functionRoles,
            Properties: {
              PolicyName: `ims-functions-to-${name.toLowerCase()}`,
              Description: "Where results of asynchronous invocations go.",
              PolicyDocument: {
                Version: "1",
                Statement: [{ Effect: "Allow", Action: [action], Resource: ref(`Destination${name}`) }],
              },
              Roles: functionRoles.map((each) => attribute(each, "RoleName")),
            },
          } satisfies TemplateResource,
        ]),
      ),
    },
    Outputs: Object.fromEntries(
      [...functionRoles, "Workflows", "Gateway"].map((name) => [
        `${name}Arn`,
        { Description: `The ARN of the role ${name}.`, Value: attribute(name, "Arn") },
      ]),
    ),
  });
}

/** ARNs of the functions of every stage, with their versions and aliases, in any region of the account. */
export function functionArns(operations: readonly Pick<Operation, "functionName">[]) {
  const arn = (name: string) => text(`acs:fc:*:${account}:functions/${name}`);
  return operations.flatMap(({ functionName }) => [
    arn(functionName),
    arn(`${functionName}/*`),
    arn(`${functionName}-*`),
  ]);
}

function invokeAnyStage(operations: readonly Operation[]) {
  return {
    Version: "1",
    Statement: [{ Effect: "Allow", Action: ["fc:InvokeFunction"], Resource: functionArns(operations) }],
  } as const;
}

function role(name: string, description: string, service: string, policy: Policy): TemplateResource {
  return {
    Type: "ALIYUN::RAM::Role",
    Properties: {
      RoleName: name,
      Description: description,
      AssumeRolePolicyDocument: trustPolicy(service),
      Policies: [{ PolicyName: name, PolicyDocument: policy }],
      // The role's own policy goes with it when the stack is deleted.
      DeletionForce: true,
    },
  };
}
