import { parseJson } from "../../shared/json/parse.ts";
import { isObject, member } from "../../shared/json/value.ts";

type Members = Readonly<Record<string, unknown>>;

/**
 * The parameters that an event carries, wherever its caller puts them: what the page shows of an invocation, and what its
 * code gives. The function itself decides what it accepts.
 */
export function eventParameters(event: unknown): Members {
  if (!isObject(event)) return {};
  if ("httpMethod" in event || "requestContext" in event) {
    const body = typeof event.body === "string" ? readBody(event) : undefined;
    return { ...asObject(event.queryParameters), ...asObject(body) };
  }
  if ("specversion" in event) {
    const scheduled = member(event.data, "UserData");
    return asObject(typeof scheduled === "string" ? parseJson(scheduled) : event.data);
  }
  if ("triggerName" in event) return asObject(parseJson(String(event.payload)));
  return event;
}

function readBody({ body, isBase64Encoded }: Members): unknown {
  const text = isBase64Encoded === true ? Buffer.from(String(body), "base64").toString() : String(body);
  return parseJson(text) ?? Object.fromEntries(new URLSearchParams(text));
}

const asObject = (value: unknown): Members => (isObject(value) ? value : {});
