import type { IncomingHttpHeaders } from "node:http";
import { acs3Mismatch, readAuthorization, sha256, unsignedHeader } from "../signing/acs3.ts";
import type { Pair } from "../signing/percent.ts";
import { v1Mismatch } from "../signing/v1.ts";

/** The caller's credentials and signature; undefined for each part that it left out. */
export interface Signed {
  readonly scheme: "V1" | "ACS3";
  readonly accessKeyId: string | undefined;
  readonly securityToken: string | undefined;
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  /** Why the signature can't be checked at all. */
  readonly flaw: string | undefined;
  /** Checks the signature with a secret: undefined when it is right, otherwise the gateway's error message. */
  mismatch(secret: string): string | undefined;
}

/** Reads a signature of version 1. It is in the parameters, of the query or of a form. */
export function readV1(method: string, parameters: readonly Pair[]): Signed {
  const values = new Map(parameters);
  return {
    scheme: "V1",
    accessKeyId: values.get("AccessKeyId"),
    securityToken: values.get("SecurityToken"),
    timestamp: values.get("Timestamp"),
    nonce: values.get("SignatureNonce"),
    flaw: v1Flaw(values),
    mismatch: (secret) => v1Mismatch(method, parameters, secret),
  };
}

/** Reads a signature of version 3. It is in the headers. */
export function readAcs3(
  method: string,
  query: readonly Pair[],
  headers: IncomingHttpHeaders,
  body: Buffer,
): Signed {
  const header = (name: string) => headers[name]?.toString();
  const authorization = readAuthorization(headers.authorization) ?? {
    accessKeyId: "",
    signedHeaders: [],
    signature: "",
  };
  const request = { method, path: "/", query, headers, bodyHash: sha256(body) };
  return {
    scheme: "ACS3",
    accessKeyId: authorization.accessKeyId,
    securityToken: header("x-acs-security-token"),
    timestamp: header("x-acs-date"),
    nonce: header("x-acs-signature-nonce"),
    flaw: acs3Flaw(headers, authorization.signedHeaders),
    mismatch: (secret) => acs3Mismatch(request, authorization, secret),
  };
}

function v1Flaw(values: ReadonlyMap<string, string>): string | undefined {
  const mandatory = ["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce"];
  const missing = mandatory.find((name) => !values.get(name));
  if (missing) return `The parameter "${missing}" is missing.`;
  if (values.get("SignatureMethod") !== "HMAC-SHA1" || values.get("SignatureVersion") !== "1.0")
    return "Only SignatureMethod HMAC-SHA1 with SignatureVersion 1.0 is supported.";
  return undefined;
}

function acs3Flaw(headers: IncomingHttpHeaders, signedHeaders: readonly string[]): string | undefined {
  if (signedHeaders.length === 0) return "The Authorization header is malformed.";
  const missing = ["x-acs-signature-nonce", "x-acs-content-sha256"].find((name) => !headers[name]);
  if (missing) return `The header "${missing}" is missing.`;
  const unsigned = unsignedHeader(headers, signedHeaders);
  return unsigned && `The header "${unsigned}" is not signed.`;
}
