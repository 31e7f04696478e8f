import { createHash, createHmac, randomUUID } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import { canonicalQuery, type Pair, percentDecode, percentEncode } from "./percent.ts";

/**
 * Alibaba Cloud's signature version 3, ACS3-HMAC-SHA256:
 * https://www.alibabacloud.com/help/en/sdk/product-overview/v3-request-structure-and-signature
 */
const algorithm = "ACS3-HMAC-SHA256";

/** The parts of a request that are signed. */
export interface SignableRequest {
  readonly method: string;
  /** As in the request line, without the query. */
  readonly path: string;
  readonly query: readonly Pair[];
  /** By lower-case name; `host` among them. */
  readonly headers: IncomingHttpHeaders;
  /** Hex SHA-256 of the body; "" where the service does not sign the body (an HTTP trigger does not). */
  readonly bodyHash: string;
}

export interface SigningKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** The parts of an Authorization header of this version. */
export interface Acs3Authorization {
  readonly accessKeyId: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

/** Reads an Authorization header; undefined when it is of another version. */
export function readAuthorization(header: string | undefined): Acs3Authorization | undefined {
  const match =
    /^ACS3-HMAC-SHA256 +Credential=([^,]+), *SignedHeaders=([^,]+), *Signature=([0-9a-f]+)$/i.exec(
      header?.trim() ?? "",
    );
  if (!match) return undefined;
  const [, accessKeyId = "", signedHeaders = "", signature = ""] = match;
  return { accessKeyId, signedHeaders: signedHeaders.toLowerCase().split(";"), signature };
}

/** The first header that must be signed and is not: `host` and every `x-acs-` header must be. */
export function unsignedHeader(
  headers: IncomingHttpHeaders,
  signedHeaders: readonly string[],
): string | undefined {
  const required = ["host", ...Object.keys(headers).filter((name) => name.startsWith("x-acs-"))];
  return required.find((name) => !signedHeaders.includes(name));
}

/**
 * Checks a signature.
 * @returns undefined when it is right; otherwise the gateway's error message, which shows what the server signed
 */
export function acs3Mismatch(
  request: SignableRequest,
  authorization: Acs3Authorization,
  secret: string,
): string | undefined {
  const canonical = canonicalRequest(request, authorization.signedHeaders);
  const toSign = stringToSign(canonical);
  if (hmac(secret, toSign) === authorization.signature.toLowerCase()) return undefined;
  return `Specified signature does not match our calculation. server StringToSign is [${toSign}], server CanonicalRequest is [${canonical}]`;
}

/**
 * Signs `host`, `content-type` and every `x-acs-` header of a request.
 * @returns the headers to send in addition: those that version 3 adds, and `authorization`
 */
export function signAcs3(request: SignableRequest, key: SigningKey, at: Date): Record<string, string> {
  const added: Record<string, string> = {
    "x-acs-date": formatIceTime(at.getTime()),
    "x-acs-signature-nonce": randomUUID(),
  };
  if (request.bodyHash !== "") added["x-acs-content-sha256"] = request.bodyHash;
  if (key.securityToken) added["x-acs-security-token"] = key.securityToken;
  const headers = { ...request.headers, ...added };
  const signedHeaders = Object.keys(headers)
    .filter((name) => name === "host" || name === "content-type" || name.startsWith("x-acs-"))
    .sort();
  const signature = hmac(
    key.accessKeySecret,
    stringToSign(canonicalRequest({ ...request, headers }, signedHeaders)),
  );
  return {
    ...added,
    authorization: `${algorithm} Credential=${key.accessKeyId},SignedHeaders=${signedHeaders.join(";")},Signature=${signature}`,
  };
}

/** Hex SHA-256. */
export function sha256(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function canonicalRequest(request: SignableRequest, signedHeaders: readonly string[]): string {
  return [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    ...signedHeaders.map((name) => `${name}:${String(request.headers[name] ?? "").trim()}`),
    "",
    signedHeaders.join(";"),
    request.bodyHash,
  ].join("\n");
}

function canonicalPath(path: string): string {
  return path
    .split("/")
    .map((segment) => {
      const decoded = percentDecode(segment);
      return decoded === undefined ? segment : percentEncode(decoded);
    })
    .join("/");
}

const stringToSign = (canonical: string) => `${algorithm}\n${sha256(canonical)}`;

const hmac = (secret: string, text: string) => createHmac("sha256", secret).update(text).digest("hex");
