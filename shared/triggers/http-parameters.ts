import { ProblemError, shownName, type Violation } from "../errors/problem.ts";
import { fromBase64 } from "../json/base64.ts";
import { parseJson } from "../json/parse.ts";
import { isObject } from "../json/value.ts";
import { largestRequest } from "./caller.ts";
import type { Headers, HttpRequest } from "./http-request.ts";

type Values = Readonly<Record<string, unknown>>;

/**
 * The parameters of a GET (query) or POST (query, and a JSON or form body), with those of the path.
 * @throws ProblemError MethodNotAllowed, PayloadTooLarge, UnsupportedMediaType, or InvalidParameter for a body that
 * can't be read and for a parameter that is given twice with different values
 */
export function readParameters(request: HttpRequest, headers: Headers): Values {
  if (request.method !== "GET" && request.method !== "POST") throw new ProblemError("MethodNotAllowed");
  if (sizeOf(request.path) + sizeOf(request.query) > largestRequest)
    throw new ProblemError("PayloadTooLarge");
  const body = request.method === "POST" ? readBody(request, headers["content-type"]) : {};
  return merge([asValues(request.path), asValues(request.query), body]);
}

function sizeOf(given: unknown): number {
  return Object.entries(asValues(given)).reduce(
    (sum, [name, value]) =>
      sum + Buffer.byteLength(name) + (typeof value === "string" ? Buffer.byteLength(value) : 0),
    0,
  );
}

function asValues(given: unknown): Values {
  return isObject(given) ? given : {};
}

function merge(sources: readonly Values[]): Values {
  const merged = new Map<string, unknown>();
  const violations: Violation[] = [];
  for (const [name, value] of sources.flatMap(Object.entries)) {
    if (merged.has(name) && merged.get(name) !== value)
      violations.push({ parameter: shownName(name), problem: "is given twice, with different values" });
    merged.set(name, value);
  }
  if (violations.length > 0) throw new ProblemError("InvalidParameter", { errors: violations });
  return Object.fromEntries(merged);
}

function readBody(request: HttpRequest, contentType: string | undefined): Values {
  const bytes = bytesOf(request);
  if (bytes.length > largestRequest) throw new ProblemError("PayloadTooLarge");
  if (bytes.length === 0) return {};
  const mediaType = (contentType ?? "application/json").replace(/;.*/, "").trim().toLowerCase();
  const read = readers.get(mediaType);
  if (!read) throw new ProblemError("UnsupportedMediaType");
  return read(bytes.toString("utf8"));
}

function bytesOf({ body, isBase64Encoded }: HttpRequest): Buffer {
  if (typeof body !== "string") return Buffer.alloc(0);
  if (isBase64Encoded !== true && isBase64Encoded !== "true") return Buffer.from(body);
  const bytes = fromBase64(body);
  if (!bytes) throw invalidBody("is not valid base64, as isBase64Encoded says");
  return bytes;
}

const readers = new Map<string, (text: string) => Values>([
  ["application/json", readJson],
  ["application/x-www-form-urlencoded", readForm],
]);

function readJson(text: string): Values {
  const value = parseJson(text);
  if (value === undefined) throw invalidBody("is not valid JSON");
  if (!isObject(value)) throw invalidBody("must be a JSON object");
  return value;
}

/** Values of a name that comes more than once are joined by commas, as Function Compute does in a query. */
function readForm(text: string): Values {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    const before = values.get(name);
    values.set(name, before === undefined ? value : `${before},${value}`);
  }
  return Object.fromEntries(values);
}

function invalidBody(problem: string): ProblemError {
  return new ProblemError("InvalidParameter", { errors: [{ parameter: "body", problem }] });
}
