import type { IncomingHttpHeaders } from "node:http";
import { acs3Mismatch, readAuthorization, type SignableRequest, sha256 } from "../signing/acs3.ts";
import { fcSignature } from "../signing/fc.ts";
import { ServiceError } from "./errors.ts";

/** An access key that may call. */
export interface CallerKey {
  readonly accessKeySecret: string;
  readonly securityToken?: string;
  /** Milliseconds since the epoch; undefined for a user's own key, which never expires. */
  readonly expires?: number;
}

export type KeyRing = (accessKeyId: string) => CallerKey | undefined;

/** The parts of a request that a signature covers. */
export interface SignedHttpRequest extends Omit<SignableRequest, "bodyHash"> {
  readonly body: Buffer;
}

const toleranceMs = 15 * 60_000;

/**
 * Checks that a valid key has signed a request with ACS3-HMAC-SHA256. A signer may leave out the host and the body's
 * hash, as the documented one for HTTP triggers does; a hash that is sent must be right.
 * https://alibabacloud.com/help/en/functioncompute/configure-signature-authentication-for-http-triggers
 * @param now milliseconds since the epoch
 * @throws ServiceError MissingRequiredHeader, InvalidAccessKeyID, AccessDenied or SignatureNotMatch
 */
export function authenticateAcs3(request: SignedHttpRequest, keys: KeyRing, now: number): void {
  const { headers, body } = request;
  const authorization = readAuthorization(required(headers, "authorization"));
  if (!authorization) throw denied("the Authorization header is not an ACS3-HMAC-SHA256 signature");
  checkDate(required(headers, "x-acs-date"), now);
  const key = validKey(keys, authorization.accessKeyId, headers["x-acs-security-token"], now);
  const bodyHash = headers["x-acs-content-sha256"] ?? "";
  if (bodyHash !== "" && bodyHash !== sha256(body)) throw mismatch();
  if (!authorization.signedHeaders.includes("x-acs-date"))
    throw denied("the header x-acs-date is not signed");
  if (acs3Mismatch({ ...request, bodyHash: String(bodyHash) }, authorization, key.accessKeySecret))
    throw mismatch();
}

/**
 * Checks that a valid key has signed a request as Function Compute's own SDKs do: `FC <key>:<signature>`.
 * @param now milliseconds since the epoch
 * @throws as authenticateAcs3
 */
export function authenticateFc(request: SignedHttpRequest, keys: KeyRing, now: number): void {
  const { headers } = request;
  const [, accessKeyId, signature] = /^FC ([^:]+):(.+)$/.exec(required(headers, "authorization")) ?? [];
  if (accessKeyId === undefined)
    throw denied("the Authorization header is not of the form FC <key>:<signature>");
  checkDate(required(headers, "date"), now);
  const key = validKey(keys, accessKeyId, headers["x-fc-security-token"], now);
  if (signature !== fcSignature(request, key.accessKeySecret)) throw mismatch();
}

function required(headers: IncomingHttpHeaders, name: string): string {
  const value = headers[name];
  if (typeof value === "string") return value;
  throw new ServiceError(400, "MissingRequiredHeader", `required HTTP header ${name} was not specified`);
}

function checkDate(text: string, now: number): void {
  const date = Date.parse(text);
  if (Math.abs(now - date) <= toleranceMs) return;
  throw denied(`the request's date ${text} is not within 15 minutes of ${new Date(now).toISOString()}`);
}

function validKey(keys: KeyRing, id: string, token: string | string[] | undefined, now: number): CallerKey {
  const key = keys(id);
  if (!key) throw new ServiceError(403, "InvalidAccessKeyID", `invalid access key ID '${id}'`);
  if (key.expires !== undefined && key.expires <= now) throw denied("the security token has expired");
  if (key.securityToken !== token) throw denied("the security token does not belong to the access key");
  return key;
}

const denied = (message: string) => new ServiceError(403, "AccessDenied", message);

const mismatch = () =>
  new ServiceError(403, "SignatureNotMatch", "the signature does not match this request and key");
