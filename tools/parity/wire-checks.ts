import { randomUUID } from "node:crypto";
import { member } from "../../shared/json/value.ts";
import { formatIceTime } from "../../shared/runtime/ice-time.ts";
import type { Answer, Around } from "./around.ts";
import { type Check, differs, type Finding, holds } from "./assumption.ts";

/** Checks of how ICE's and STS's gateway takes signed requests. None of them reads a job. */

const job = "GetMediaConvertJob";
const unused = { JobId: "0".repeat(32) };

export const errorForm: Check = async (around) => {
  const answer = await around.callV1("ice", "NoSuchOperation");
  const missing = ["RequestId", "Code", "Message"].filter(
    (name) => typeof member(answer.value, name) !== "string",
  );
  if (missing.length > 0) return differs(`status ${answer.status}, without ${missing.join(", ")}.`);
  return expectCode(answer, /^InvalidAction/);
};

export const missingParameter: Check = async (around) =>
  expectCode(await around.callV1("ice", job), /^MissingParameter/);

export const wrongSignature: Check = async (around) =>
  expectCode(
    await around.callV1("ice", job, unused, { accessKeySecret: "wrong" }),
    /^(SignatureDoesNotMatch|IncompleteSignature)/,
  );

export const oldTimestamp: Check = async (around) => {
  const Timestamp = formatIceTime(Date.now() - 3_600_000);
  return expectCode(
    await around.callV1("ice", job, { ...unused, Timestamp }),
    /^(InvalidTimeStamp|IllegalTimestamp)/,
  );
};

export const usedNonce: Check = async (around) => {
  const parameters = { ...unused, SignatureNonce: randomUUID() };
  await around.callV1("ice", job, parameters);
  return expectCode(await around.callV1("ice", job, parameters), /^SignatureNonceUsed/);
};

export const iceMilliseconds: Check = (around) => acceptsMilliseconds(around, "ice", job);
export const stsMilliseconds: Check = (around) => acceptsMilliseconds(around, "sts", "GetCallerIdentity");

async function acceptsMilliseconds(around: Around, service: "ice" | "sts", action: string): Promise<Finding> {
  const parameters = service === "ice" ? unused : {};
  const answer = await around.callV1(service, action, { ...parameters, Timestamp: new Date().toISOString() });
  return expectAuthenticated(answer);
}

export const acs3: Check = async (around) => expectAuthenticated(await around.callAcs3(job, unused));

/** Whether an error came from behind the check of the signature. */
function expectAuthenticated(answer: Answer): Finding {
  const code = codeOf(answer);
  const refused = /Signature|Time-?stamp|AccessKey|SecurityToken/i.test(code);
  return refused || (code === "" && answer.status !== 200)
    ? differs(`status ${answer.status}, ${code || "no code"}.`)
    : holds(code || "answered");
}

function expectCode(answer: Answer, pattern: RegExp): Finding {
  const code = codeOf(answer);
  const said = `status ${answer.status}, ${code || "no code"}`;
  return pattern.test(code) && answer.status >= 400 ? holds(said) : differs(`${said}.`);
}

function codeOf({ value }: Answer): string {
  const code = member(value, "Code");
  return typeof code === "string" && /^[\w.]{1,60}$/.test(code) ? code : "";
}
