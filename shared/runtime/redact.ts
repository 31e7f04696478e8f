import type { Credentials } from "./context.ts";

const mask = "***";

/**
 * Takes an invocation's credentials out of a text, plain and percent-encoded once or twice. A last line of defence
 * for logs, errors and explanations: none should hold any, whatever callers and ICE give.
 */
export function redactor(credentials: Partial<Credentials> | null | undefined): (text: string) => string {
  const { accessKeyId, accessKeySecret, securityToken } = credentials ?? {};
  const secrets = [accessKeySecret, securityToken, accessKeyId].filter((secret): secret is string =>
    Boolean(secret),
  );
  return (text) => {
    // Without a percent sign nothing in it is encoded in another way than plain.
    // Stryker disable next-line StringLiteral: to look for every form each time takes longer and masks the same
    const forms = text.includes("%") ? secrets.flatMap(encodings) : secrets;
    return forms.reduce((rest, secret) => rest.replaceAll(secret, mask), text);
  };
}

function encodings(secret: string): string[] {
  const once = encodeURIComponent(secret);
  return [encodeURIComponent(once), once, secret];
}
