import type { Credentials } from "./context.ts";

const mask = "***";

/**
 * Takes an invocation's credentials out of a text, plain and percent-encoded once or twice. A last line of defence:
 * nothing that is logged should hold any.
 */
export function redactor(credentials: Partial<Credentials> = {}): (text: string) => string {
  const { accessKeyId, accessKeySecret, securityToken } = credentials;
  const secrets = [accessKeySecret, securityToken, accessKeyId]
    .filter((secret): secret is string => Boolean(secret))
    .flatMap((secret) => {
      const once = encodeURIComponent(secret);
      return [encodeURIComponent(once), once, secret];
    });
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
}
