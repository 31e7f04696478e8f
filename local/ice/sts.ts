import type { Document } from "../../shared/operation.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import type { AccessKeys, IssuedKey } from "./access-keys.ts";
import { IceError } from "./errors.ts";
import { createRequestId } from "./refusal.ts";

export const stsVersion = "2015-04-01";

/** The account that the local cloud belongs to. */
const accountId = "1000000000000001";

/** AssumeRole's DurationSeconds: https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-assumerole */
const shortestSession = 900;
const longestSession = 43_200;
const usualSession = 3600;

/**
 * Answers a call to STS: AssumeRole, for any role, and GetCallerIdentity.
 * @throws IceError NoPermission when a session calls (only the account's user may), and STS's own codes for parameters
 *   that are missing or malformed
 */
export function answerSts(
  action: string,
  parameters: ReadonlyMap<string, string>,
  caller: IssuedKey,
  keys: AccessKeys,
): Document {
  if (action === "GetCallerIdentity") return callerIdentity(caller);
  if (action !== "AssumeRole") throw new IceError("InvalidAction.NotFound");
  if (caller.session)
    throw new IceError("NoPermission", "A role session may not assume a role in the local cloud.");
  const roleArn = wellFormed(parameters, "RoleArn", /^acs:ram::\d+:role\/[\w.-]{1,64}$/);
  const sessionName = wellFormed(parameters, "RoleSessionName", /^[\w.@-]{2,64}$/);
  const { accessKeyId, accessKeySecret, session } = keys.issue(duration(parameters));
  return {
    RequestId: createRequestId(),
    AssumedRoleUser: { Arn: `${roleArn}/${sessionName}`, AssumedRoleId: `300000000000000000:${sessionName}` },
    Credentials: {
      AccessKeyId: accessKeyId,
      AccessKeySecret: accessKeySecret,
      SecurityToken: session.token,
      Expiration: formatIceTime(session.expires),
    },
  };
}

/** https://www.alibabacloud.com/help/en/ram/developer-reference/api-sts-2015-04-01-getcalleridentity */
function callerIdentity({ session }: IssuedKey): Document {
  return {
    RequestId: createRequestId(),
    AccountId: accountId,
    Arn: session ? `acs:ram::${accountId}:assumed-role/local/local` : `acs:ram::${accountId}:root`,
    IdentityType: session ? "AssumedRoleUser" : "Account",
    PrincipalId: session ? "300000000000000000:local" : accountId,
    ...(session ? { RoleId: "300000000000000000" } : { UserId: accountId }),
  };
}

function wellFormed(parameters: ReadonlyMap<string, string>, name: string, form: RegExp): string {
  const value = parameters.get(name);
  if (!value) throw new IceError(`Missing${name}`, `The parameter ${name} is missing.`);
  if (!form.test(value))
    throw new IceError(`InvalidParameter.${name}`, `The parameter ${name} is malformed.`);
  return value;
}

function duration(parameters: ReadonlyMap<string, string>): number {
  const text = parameters.get("DurationSeconds");
  if (!text) return usualSession;
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  if (seconds < shortestSession || seconds > longestSession)
    throw new IceError(
      "InvalidParameter.DurationSeconds",
      `DurationSeconds is ${shortestSession} to ${longestSession}.`,
    );
  return seconds;
}
