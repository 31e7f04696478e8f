import { operations } from "../../functions/index.ts";
import { sha256, signAcs3 } from "../../local/signing/acs3.ts";
import { fcSignature } from "../../local/signing/fc.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import { callRpc } from "../../shared/ice/pop-core.ts";
import { parseJson } from "../../shared/json/parse.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import { type Key, NotChecked, type Service, type Ways } from "./ways.ts";

/** An answer over HTTP. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** The text's JSON value; undefined when it is not JSON. */
  readonly value: unknown;
}

/** What a function answered: its document, or its error. */
export type Outcome =
  | { readonly document: Document; readonly problem?: undefined }
  | { readonly problem: ProblemError; readonly document?: undefined };

/** A request and its answer, as they are recorded. */
export interface Exchange {
  readonly request: unknown;
  readonly answer: unknown;
}

/** What a check sends its requests with. Each request is recorded. */
export interface Around {
  /** IDs of jobs and assets that exist, by operation. */
  readonly ids: Readonly<Record<string, string>>;
  /** @throws NotChecked when ICE can't be asked: no right, no network, throttled */
  invoke(operation: Operation, parameters: Document): Promise<Outcome>;
  /** An RPC call with signature version 1. Parameters replace those of the protocol, such as `Timestamp`. */
  callV1(
    service: "ice" | "sts",
    action: string,
    parameters?: RpcParameters,
    key?: Partial<Key>,
  ): Promise<Answer>;
  /** The same call with ACS3-HMAC-SHA256. */
  callAcs3(action: string, parameters: RpcParameters): Promise<Answer>;
  /** InvokeFunction of a deployed function's name, with a JSON event. */
  invokeFunction(functionName: string, event: Document, options?: InvokeOptions): Promise<Answer>;
  /** The name of an operation's function in this stage. */
  deployedName(operation: Operation): string;
  /** GET of the HTTP trigger, without parameters. */
  getTrigger(signed: boolean): Promise<Answer>;
}

export interface InvokeOptions {
  readonly signature?: "FC" | "ACS3";
  readonly qualifier?: string;
  readonly key?: Partial<Key>;
}

type RpcParameters = Readonly<Record<string, string>>;

const versions = { ice: "2020-11-09", sts: "2015-04-01" } as const;

/** Milliseconds that an answer may take. */
const timeoutMs = 30_000;

/**
 * @param stageSuffix ends the deployed functions' names
 * @param record receives every request with its answer, unmasked
 */
export function createAround(
  ways: Ways,
  ids: Readonly<Record<string, string>>,
  stageSuffix: string,
  record: (exchange: Exchange) => void,
): Around {
  const serviceAt = (way: "ice" | "sts" | "invocations" | "trigger"): Service => ways[way] as Service;

  const send = async (request: object, ...parts: Parameters<typeof exchange>) => {
    const answer = await exchange(...parts);
    const { status, headers, text, value } = answer;
    record({ request, answer: { status, headers, body: value ?? text } });
    return answer;
  };

  return {
    ids,
    async invoke(operation, parameters) {
      const request = { operation: operation.name, parameters };
      try {
        const document = await ways.functions(operation, parameters);
        record({ request, answer: document });
        return { document };
      } catch (error) {
        if (!(error instanceof ProblemError)) throw error;
        const { code, upstream } = error;
        record({ request, answer: { code, upstream } });
        if (!saysSomething(error))
          throw new NotChecked(`an answer of ICE: ${code}, ${upstream?.code ?? "-"}`);
        return { problem: error };
      }
    },
    async callV1(service, action, parameters = {}, changed = {}) {
      const { endpoint, key } = serviceAt(service);
      const credentials = { ...key, ...changed, securityToken: key.securityToken ?? "" };
      let answer: Answer | undefined;
      const call = { endpoint, version: versions[service], action, parameters, credentials };
      await callRpc(call, async (url, headers, body) => {
        answer = await send({ operation: action, signature: "V1" }, "POST", url, headers, body);
        const { status, headers: answered, text } = answer;
        return { statusCode: status, header: (name) => answered[name], req: {}, pieces: { text } };
      });
      return answer as Answer;
    },
    callAcs3(action, parameters) {
      const { endpoint, key } = serviceAt("ice");
      const query = Object.entries(parameters);
      const headers = {
        host: new URL(endpoint).host,
        "x-acs-action": action,
        "x-acs-version": versions.ice,
      };
      const signed = signAcs3(
        { method: "POST", path: "/", query, headers, bodyHash: sha256("") },
        key,
        new Date(),
      );
      const url = `${endpoint}/?${new URLSearchParams(parameters)}`;
      return send({ operation: action, signature: "ACS3" }, "POST", url, { ...headers, ...signed });
    },
    invokeFunction(functionName, event, { signature = "FC", qualifier = "LATEST", key: changed = {} } = {}) {
      const { endpoint, key: own } = serviceAt("invocations");
      const key = { ...own, ...changed };
      const path = `/2023-03-30/functions/${functionName}/invocations`;
      const body = JSON.stringify(event);
      const common = {
        host: new URL(endpoint).host,
        "content-type": "application/json",
        "x-fc-invocation-type": "Sync",
      };
      const headers =
        signature === "FC" ? signedFc(path, common, key) : signedAcs3(path, qualifier, common, body, key);
      const url = `${endpoint}${path}?qualifier=${qualifier}`;
      return send({ operation: "InvokeFunction", signature, qualifier, event }, "POST", url, headers, body);
    },
    deployedName: ({ functionName }) => functionName + stageSuffix,
    getTrigger(signed) {
      const { endpoint, key } = serviceAt("trigger");
      const { host, origin, pathname } = new URL(endpoint);
      const request = { method: "GET", path: pathname, query: [], headers: { host }, bodyHash: "" };
      const headers = signed ? { host, ...signAcs3(request, key, new Date()) } : { host };
      return send(
        { method: "GET", signature: signed ? "ACS3" : "none" },
        "GET",
        `${origin}${pathname}`,
        headers,
      );
    },
  };
}

/** Whether an error of a function answers a question about ICE. The others mean that ICE was not asked, or not heard. */
function saysSomething({ code }: ProblemError): boolean {
  return ["NotFound", "InvalidParameter", "MissingParameter"].includes(code);
}

function signedFc(path: string, common: Record<string, string>, key: Key): Record<string, string> {
  const headers: Record<string, string> = {
    ...common,
    date: new Date().toUTCString(),
    ...(key.securityToken && { "x-fc-security-token": key.securityToken }),
  };
  const signature = fcSignature({ method: "POST", path, headers }, key.accessKeySecret);
  return { ...headers, authorization: `FC ${key.accessKeyId}:${signature}` };
}

function signedAcs3(
  path: string,
  qualifier: string,
  headers: Record<string, string>,
  body: string,
  key: Key,
): Record<string, string> {
  const query = [["qualifier", qualifier]] as const;
  const request = { method: "POST", path, query, headers, bodyHash: sha256(body) };
  return { ...headers, ...signAcs3(request, key, new Date()) };
}

async function exchange(
  method: string,
  url: string,
  headers: Record<string, string>,
  body?: string,
): Promise<Answer> {
  const { host: _, ...sent } = headers;
  const signal = AbortSignal.timeout(timeoutMs);
  const response = await fetch(url, {
    method,
    headers: sent,
    redirect: "manual",
    signal,
    ...(body !== undefined && { body }),
  });
  const text = await response.text();
  return {
    status: response.status,
    headers: Object.fromEntries(response.headers),
    text,
    value: parseJson(text),
  };
}

/** An operation by its name. */
export function operationNamed(name: (typeof operations)[number]["name"]): Operation {
  return operations.find((operation) => operation.name === name) as Operation;
}
