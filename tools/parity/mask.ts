import { parseJson } from "../../shared/json/parse.ts";
import { isObject } from "../../shared/json/value.ts";

/** Members that hold words of the platform and of the bundle, never data of a user. */
const shownMembers = new Set([
  ...["operation", "signature", "qualifier", "method"],
  ...["Code", "code", "State", "Status", "JobStatus", "state", "phase", "reason", "kind"],
  ...["errorType", "version", "specversion", "httpMethod", "content-type", "x-fc-error-type"],
]);

/** Characters kept of a text at most. */
const longestText = 200;

/**
 * A copy of a value that shows its form and no data: each letter becomes `x`, each digit `0`, each number 0. Names of
 * members, booleans, HTTP statuses and a few words of the platform stay. Text that is a JSON object is masked inside.
 * @example maskValues({ JobId: "a1-b2", State: "Success" }) // { JobId: "x0-x0", State: "Success" }
 */
export function maskValues(value: unknown, name = ""): unknown {
  if (typeof value === "string") return maskText(value, name);
  if (typeof value === "number") return isStatus(value, name) ? value : 0;
  if (Array.isArray(value)) return value.map((each) => maskValues(each, name));
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, maskValues(inner, key)]));
}

const isStatus = (value: number, name: string) =>
  ["status", "statusCode"].includes(name) && value >= 100 && value <= 599;

function maskText(text: string, name: string): string {
  if (shownMembers.has(name) && /^[\w./;= -]{1,60}$/.test(text)) return text;
  const inner = text.trimStart().startsWith("{") ? parseJson(text) : undefined;
  if (isObject(inner)) return JSON.stringify(maskValues(inner));
  return text
    .slice(0, longestText)
    .replace(/[\p{L}\p{M}]/gu, "x")
    .replace(/\p{N}/gu, "0");
}
