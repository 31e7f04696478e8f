import type { IncomingMessage } from "node:http";

/**
 * Reads a request's body.
 * @param limit the most bytes that are kept
 * @returns undefined when the body is larger. It is read to its end all the same: a caller that is still sending would
 *   not see the refusal.
 */
export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size <= limit) chunks.push(chunk);
  }
  return size <= limit ? Buffer.concat(chunks) : undefined;
}
