import type { Credentials } from "./context.ts";

const mask = "***";

/**
 * Takes an invocation's credentials out of a text, plain and percent-encoded once or twice. A last line of defence:
 * nothing that is logged should hold any.
 */
export function redactor(credentials: Partial<Credentials> = {}): (text: string) => string {
  const secrets = [credentials.accessKeySecret, credentials.securityToken, credentials.accessKeyId].flatMap(
    (secret) => {
      if (!secret) return [];
      const once = encodeURIComponent(secret);
      return [encodeURIComponent(once), once, secret];
    },
  );
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}
