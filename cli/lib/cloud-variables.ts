import { localTarget } from "../../client/local-target.ts";
import type { Cloud } from "../../local/cloud.ts";
import type { Environment } from "./environment.ts";

/** The variables that lead clients of any language to the local cloud, and what each holds. */
export const cloudVariableMeanings = {
  IMS_FUNCTIONS_URL: "address of the API gateway, the HTTP triggers and Function Compute",
  FC_ENDPOINT: "the same, for --on deployed and clients of Function Compute",
  ICE_ENDPOINT: "address of ICE, and of its control requests (/_control)",
  STS_ENDPOINT: "address of STS: the same as ICE's",
  ALIBABA_CLOUD_ACCESS_KEY_ID: "the key for all of them",
  ALIBABA_CLOUD_ACCESS_KEY_SECRET: "its secret",
  ALIBABA_CLOUD_ACCOUNT_ID: "an account",
  ALIBABA_CLOUD_REGION: "a region",
} as const;

/** The values for a local cloud. */
export function cloudVariables({
  url,
  iceUrl,
  user,
}: Cloud): Record<keyof typeof cloudVariableMeanings, string> {
  const { accountId, region } = localTarget();
  return {
    IMS_FUNCTIONS_URL: url,
    FC_ENDPOINT: url,
    ICE_ENDPOINT: iceUrl,
    STS_ENDPOINT: iceUrl,
    ALIBABA_CLOUD_ACCESS_KEY_ID: user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: user.accessKeySecret,
    ALIBABA_CLOUD_ACCOUNT_ID: accountId,
    ALIBABA_CLOUD_REGION: region,
  };
}

/** The environment without what belongs to a real account: keys, tokens, roles, profiles. */
export function withoutAccount(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(
      ([name]) => !/^(ALIBABA_?CLOUD_|ALICLOUD_|FC_ACCOUNT_ID$)/i.test(name),
    ),
  );
}
