import type { Operation } from "../../../shared/operation.ts";
import { functionArns, roleName } from "./roles.ts";
import { account, attribute, ref, type Template, template, text } from "./template.ts";

/**
 * The stack of the role that deploys from a CI: the CI proves who it is with an OIDC token, so that no AccessKey exists.
 * The role manages these functions, in any stage, and can give them their roles and no other.
 */
export function deployerTemplate(operations: readonly Operation[]): Template {
  return template({
    Description: "The role that deploys ims-functions from a CI, without an AccessKey.",
    Parameters: {
      Issuer: {
        Type: "String",
        Default: "https://token.actions.githubusercontent.com",
        Description: "The issuer of the CI's OIDC tokens.",
      },
      Audience: {
        Type: "String",
        Default: "sts.aliyuncs.com",
        Description: "The audience of the tokens.",
      },
      Subject: {
        Type: "String",
        Description: "The subject of the tokens, such as repo:my-team/my-repository:ref:refs/heads/main.",
      },
      Fingerprints: {
        Type: "CommaDelimitedList",
        Description: "The fingerprints of the issuer's CA certificates: the RAM console shows them.",
      },
    },
    Resources: {
      Provider: {
        Type: "ALIYUN::RAM::OIDCProvider",
        Properties: {
          OIDCProviderName: "ims-functions-ci",
          Description: "The CI that deploys ims-functions.",
          IssuerUrl: ref("Issuer"),
          ClientIds: [ref("Audience")],
          Fingerprints: ref("Fingerprints"),
        },
      },
      Deployer: {
        Type: "ALIYUN::RAM::Role",
        DependsOn: "Provider",
        Properties: {
          RoleName: "ims-functions-deployer",
          Description: "Deploys ims-functions.",
          MaxSessionDuration: 3600,
          AssumeRolePolicyDocument: {
            Version: "1",
            Statement: [
              {
                Effect: "Allow",
                Action: "sts:AssumeRoleWithOIDC",
                Principal: {
                  Federated: [text(`acs:ram::${account}:oidc-provider/ims-functions-ci`)],
                },
                Condition: {
                  StringEquals: {
                    "oidc:iss": [ref("Issuer")],
                    "oidc:aud": [ref("Audience")],
                    "oidc:sub": [ref("Subject")],
                  },
                },
              },
            ],
          },
          Policies: [{ PolicyName: "ims-functions-deployer", PolicyDocument: deployerPolicy(operations) }],
          DeletionForce: true,
        },
      },
    },
    Outputs: {
      DeployerArn: { Description: "The role that the CI assumes.", Value: attribute("Deployer", "Arn") },
    },
  });
}

/** What `npm run deploy`, versions, aliases and `npm run smoke` need, and nothing else. */
function deployerPolicy(operations: readonly Operation[]) {
  const verbs = ["Get", "List", "Create", "Update", "Delete", "Put", "Publish", "Invoke"];
  return {
    Version: "1",
    Statement: [
      {
        Effect: "Allow",
        Action: verbs.map((verb) => `fc:${verb}*`),
        Resource: functionArns(operations),
      },
      {
        // Function Compute has no permissions on single functions for these.
        Effect: "Allow",
        Action: [
          "fc:GetTempBucketToken",
          "fc:GetFunctionAsyncInvokeConfig",
          "fc:PutFunctionAsyncInvokeConfig",
        ],
        Resource: ["*"],
      },
      {
        Effect: "Allow",
        Action: ["ram:PassRole", "ram:GetRole"],
        Resource: operations.map((operation) => text(`acs:ram:*:${account}:role/${roleName(operation)}`)),
      },
    ],
  };
}
