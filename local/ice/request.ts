import type { IncomingMessage } from "node:http";
import type { Pair } from "../percent.ts";
import { acs3Mismatch, readAuthorization, sha256, unsignedHeader } from "../signature-acs3.ts";
import { IceError } from "./errors.ts";
import { v1Mismatch } from "./signature-v1.ts";

/** What a caller says of itself and of its signature; undefined is what it left out. */
export interface Signed {
  readonly scheme: "V1" | "ACS3";
  readonly accessKeyId: string | undefined;
  readonly securityToken: string | undefined;
  readonly timestamp: string | undefined;
  readonly nonce: string | undefined;
  /** Why the signature can't be checked at all. */
  readonly flaw: string | undefined;
  /** Compares the signature with the one that a secret gives: undefined, or how the gateway says that they differ. */
  mismatch(secret: string): string | undefined;
}

/** One RPC call, wherever in the request its parts were. */
export interface Call {
  readonly method: string;
  readonly host: string;
  readonly action: string;
  readonly version: string;
  readonly format: "JSON" | "XML";
  /** The operation's own parameters, those of the protocol left out. */
  readonly parameters: ReadonlyMap<string, string>;
  readonly signed: Signed;
}

const protocolParameters = new Set([
  ...["Action", "Version", "Format", "AccessKeyId", "SecurityToken", "Timestamp"],
  ...["Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce", "SignatureType"],
]);

const callBytes = 1 << 20;

/** Reads a call from query, form and headers. Throws PayloadTooLarge over 1 MiB. */
export async function readCall(request: IncomingMessage): Promise<Call> {
  const method = request.method ?? "";
  const query = pairsOf(new URLSearchParams(request.url?.split("?")[1]));
  const body = await readBody(request, callBytes);
  const isForm = request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded");
  const pairs = isForm ? [...query, ...pairsOf(new URLSearchParams(body.toString()))] : query;
  const values = new Map(pairs);
  const { authorization, host = "" } = request.headers;
  const acs3 = authorization?.startsWith("ACS3") === true;
  const header = (name: string) => String(request.headers[name] ?? "");
  return {
    method,
    host,
    action: acs3 ? header("x-acs-action") : (values.get("Action") ?? ""),
    version: acs3 ? header("x-acs-version") : (values.get("Version") ?? ""),
    format: acs3 || values.get("Format")?.toUpperCase() === "JSON" ? "JSON" : "XML",
    parameters: new Map(pairs.filter(([name]) => !protocolParameters.has(name))),
    signed: acs3 ? readAcs3(request, query, body) : readV1(method, pairs, values),
  };
}

/** Reads a body of at most `limit` bytes; throws PayloadTooLarge over it. */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    // What is too much is read all the same: a caller that is still sending would not see the refusal.
    if (size <= limit) chunks.push(chunk);
  }
  if (size > limit) throw new IceError("PayloadTooLarge");
  return Buffer.concat(chunks);
}

function readV1(method: string, pairs: readonly Pair[], values: ReadonlyMap<string, string>): Signed {
  const mandatory = ["AccessKeyId", "Signature", "SignatureMethod", "SignatureVersion", "SignatureNonce"];
  const missing = mandatory.find((name) => !values.get(name));
  const supported = values.get("SignatureMethod") === "HMAC-SHA1" && values.get("SignatureVersion") === "1.0";
  return {
    scheme: "V1",
    accessKeyId: values.get("AccessKeyId"),
    securityToken: values.get("SecurityToken"),
    timestamp: values.get("Timestamp"),
    nonce: values.get("SignatureNonce"),
    flaw: missing
      ? `The parameter "${missing}" is missing.`
      : supported
        ? undefined
        : "Only SignatureMethod HMAC-SHA1 with SignatureVersion 1.0 is supported.",
    mismatch: (secret) => v1Mismatch(method, pairs, secret),
  };
}

function readAcs3(request: IncomingMessage, query: readonly Pair[], body: Buffer): Signed {
  const { headers, method = "" } = request;
  const authorization = readAuthorization(headers.authorization);
  const header = (name: string) => headers[name]?.toString();
  const unsigned = authorization && unsignedHeader(headers, authorization.signedHeaders);
  const missing = ["x-acs-signature-nonce", "x-acs-content-sha256"].find((name) => !header(name));
  return {
    scheme: "ACS3",
    accessKeyId: authorization?.accessKeyId,
    securityToken: header("x-acs-security-token"),
    timestamp: header("x-acs-date"),
    nonce: header("x-acs-signature-nonce"),
    flaw: !authorization
      ? "The Authorization header is malformed."
      : missing
        ? `The header "${missing}" is missing.`
        : unsigned && `The header "${unsigned}" is not signed.`,
    mismatch: (secret) =>
      acs3Mismatch(
        { method, path: "/", query, headers, bodyHash: sha256(body) },
        authorization ?? { accessKeyId: "", signedHeaders: [], signature: "" },
        secret,
      ),
  };
}

const pairsOf = (parameters: URLSearchParams): Pair[] => [...parameters];
