import { isObject } from "../../../shared/json/value.ts";
import { isOpen } from "./manifest-text.ts";
import type { Finding, Path } from "./problem.ts";

/** Names whose value is a credential. */
const secretName = /access_?key|secret|passw(or)?d|security_?token|private_?key/i;
/** IDs of AccessKeys and of STS keys, and private keys. */
const secretValue = /\bLTAI[A-Za-z0-9]{12,}|\bSTS\.[A-Za-z0-9]{8,}|-----BEGIN [A-Z ]*PRIVATE KEY-----/;

/** Finds credentials that are written into a manifest. Whoever reads the repository can use them. */
export function credentialFindings(written: unknown, path: Path = []): Finding[] {
  if (Array.isArray(written))
    return written.flatMap((item, index) => credentialFindings(item, [...path, index]));
  if (isObject(written))
    return Object.entries(written).flatMap(([key, value]) => credentialFindings(value, [...path, key]));
  const name = String(path.at(-1));
  const text = typeof written === "number" ? String(written) : written;
  if (typeof text !== "string" || text === "") return [];
  if (!secretValue.test(text) && !(secretName.test(name) && !isFromElsewhere(text))) return [];
  const message = `${name} holds a credential: anyone who reads this file can use it.`;
  const advice =
    name === "payload"
      ? "remove it from the payload, and revoke it"
      : `remove it and revoke it; the functions get credentials of their role. For another secret: ${name}: \${env('${variableOf(name)}')}`;
  return [{ path, message, advice }];
}

/** Whether a value comes from outside the manifest. The default of an `env(…)` stands in the manifest itself. */
const isFromElsewhere = (text: string) => isOpen(text) && !/\benv\([^)]*,\s*(['"])(?!\1)/.test(text);

const variableOf = (name: string) => name.replace(/([a-z])([A-Z])/g, "$1_$2").toUpperCase();
