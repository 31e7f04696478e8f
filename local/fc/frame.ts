import { deserialize, serialize } from "node:v8";

/** A value in the runner's format: four bytes of length, then the value as node:v8 serializes it. */
export function frame(value: unknown): Buffer {
  const payload = serialize(value);
  const length = Buffer.allocUnsafe(4);
  length.writeUInt32BE(payload.length);
  return Buffer.concat([length, payload]);
}

/** Reads a stream's chunks, in order, and calls `receive` with the value of each whole frame. */
export function frames(receive: (value: unknown) => void): (chunk: Buffer) => void {
  let chunks: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    while (held >= wanted) {
      const bytes = chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
      const end = 4 + bytes.readUInt32BE();
      if (held >= end) receive(deserialize(bytes.subarray(4, end)));
      const rest = held >= end ? bytes.subarray(end) : bytes;
      chunks = [rest];
      held = rest.length;
      wanted = held < 4 ? 4 : 4 + rest.readUInt32BE();
    }
  };
}

/**
 * Reads a stream's text, in order, and calls `receive` with each whole line. A carriage return ends no line: the runtime
 * writes one for each newline in a message.
 */
export function lines(receive: (line: string) => void): (chunk: string) => void {
  let rest = "";
  return (chunk) => {
    const [first = "", ...more] = chunk.split("\n");
    rest += first;
    for (const next of more) {
      receive(rest);
      rest = next;
    }
  };
}
