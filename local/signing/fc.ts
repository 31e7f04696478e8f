import { createHmac } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";

/**
 * Function Compute's own signature, base64. The query is not signed.
 * https://www.alibabacloud.com/help/doc-detail/53252.html
 * @param request `path` as in the request line, without the query
 */
export function fcSignature(
  request: { readonly method: string; readonly path: string; readonly headers: IncomingHttpHeaders },
  accessKeySecret: string,
): string {
  const { method, path, headers } = request;
  const own = Object.keys(headers)
    .filter((name) => name.startsWith("x-fc-"))
    .sort()
    .map((name) => `${name}:${headers[name]}\n`);
  const stringToSign = [
    method,
    headers["content-md5"] ?? "",
    headers["content-type"] ?? "",
    headers.date ?? "",
    own.join("") + decodeURI(path),
  ].join("\n");
  return createHmac("sha256", accessKeySecret).update(stringToSign).digest("base64");
}
