import { member } from "../../shared/json/value.ts";
import { type Answer, operationNamed } from "./around.ts";
import { type Check, differs, type Finding, holds } from "./assumption.ts";
import { NotChecked } from "./ways.ts";

/** Checks of Function Compute, through InvokeFunction and an HTTP trigger. None of them makes a function call ICE. */

const operation = operationNamed("GetMediaConvertJob");

/** An event that the function answers without a call of ICE. */
const explained = { JobId: "0".repeat(32), explain: true };

export const fcSignature: Check = async (around) =>
  expectAnswered(await around.invokeFunction(around.deployedName(operation), explained));

export const acs3: Check = async (around) =>
  expectAnswered(
    await around.invokeFunction(around.deployedName(operation), explained, { signature: "ACS3" }),
  );

/** Whether the function finds the payload in its event. */
export const payload: Check = async (around) => {
  const answer = await around.invokeFunction(around.deployedName(operation), explained);
  if (member(answer.value, "operation") === operation.name) return holds("the function finds its parameters");
  const sign = member(answer.value, "errorType") ?? member(answer.value, "statusCode");
  if (answer.status !== 200 || sign === undefined) return unusable(answer);
  return differs(`the function does not find its parameters: ${shown(String(sign))}.`);
};

/** Invokes without the ID that the operation requires. */
export const errorType: Check = async (around) => {
  const answer = await around.invokeFunction(around.deployedName(operation), {});
  if (answer.status !== 200) return unusable(answer);
  const type = member(answer.value, "errorType");
  if (answer.headers["x-fc-error-type"] === undefined) return differs("there is no header x-fc-error-type.");
  if (type !== "MissingParameter") return differs(`errorType is ${shown(type)}.`);
  return holds(`status 200, errorType ${type}`);
};

export const unknownQualifier: Check = async (around) =>
  expectNotFound(
    await around.invokeFunction(around.deployedName(operation), explained, { qualifier: "no-such-alias" }),
  );

export const unknownFunction: Check = async (around) =>
  expectNotFound(await around.invokeFunction(`${around.deployedName(operation)}-no-such`, explained));

export const wrongSignature: Check = async (around) => {
  const answer = await around.invokeFunction(around.deployedName(operation), explained, {
    key: { accessKeySecret: "wrong" },
  });
  return [401, 403].includes(answer.status) ? holds(said(answer)) : differs(`${said(answer)}.`);
};

/** Sends no parameters: the function answers that one is missing. */
export const signedTrigger: Check = async (around) => {
  const answer = await around.getTrigger(true);
  return member(answer.value, "code") === "MissingParameter" && answer.status === 400
    ? holds("the function answers")
    : differs(`${said(answer)}.`);
};

export const unsignedTrigger: Check = async (around) => {
  const answer = await around.getTrigger(false);
  return answer.status >= 400 && member(answer.value, "code") === undefined
    ? holds(said(answer))
    : differs(`an unsigned request reaches the function: ${said(answer)}.`);
};

function expectAnswered(answer: Answer): Finding {
  const { headers, status } = answer;
  if (status !== 200) return differs(`${said(answer)}.`);
  if (headers["x-fc-request-id"] === undefined) return differs("there is no header x-fc-request-id.");
  return holds(`status ${status}`);
}

function expectNotFound(answer: Answer): Finding {
  if (answer.status === 403) throw new NotChecked("the permission fc:InvokeFunction for all functions");
  return answer.status === 404 ? holds(said(answer)) : differs(`${said(answer)}.`);
}

function unusable(answer: Answer): never {
  throw new NotChecked(`an answer of the function: ${said(answer)}`);
}

const said = ({ status, value }: Answer) =>
  `status ${status}, ${shown(member(value, "Code") ?? member(value, "code"))}`;

const shown = (word: unknown) => (typeof word === "string" && /^[\w.]{1,60}$/.test(word) ? word : "no code");
