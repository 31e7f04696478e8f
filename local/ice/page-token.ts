import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";

/** Makes and reads the tokens of a list's pages. */
export interface PageTokens {
  /** The token of the page that starts at `offset` of the list that `query` asks for. */
  issue(query: string, offset: number): string;
  /** The offset; undefined for text that is not a token, and for a token of another query. */
  read(query: string, token: string): number | undefined;
}

/** Opaque tokens like ICE's: one encrypted block in base64, so that `+`, `/` and `=` occur. */
export function createPageTokens(): PageTokens {
  const key = randomBytes(16);
  return {
    issue: (query, offset) => {
      const cipher = createCipheriv("aes-128-ecb", key, null).setAutoPadding(false);
      return cipher.update(block(query, offset)).toString("base64");
    },
    read: (query, token) => {
      const enciphered = Buffer.from(token, "base64");
      if (enciphered.length !== 16 || enciphered.toString("base64") !== token) return undefined;
      const decipher = createDecipheriv("aes-128-ecb", key, null).setAutoPadding(false);
      const plain = decipher.update(enciphered);
      const offset = plain.readUInt32BE();
      return plain.equals(block(query, offset)) ? offset : undefined;
    },
  };
}

function block(query: string, offset: number): Buffer {
  const result = createHash("sha256").update(query).digest().subarray(0, 16);
  result.writeUInt32BE(offset);
  return result;
}
