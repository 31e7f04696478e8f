import { UsageError } from "../../client/usage-error.ts";

/** Environment variables by their names. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** The process's own environment. Commands read it only here. */
export const environment: Environment = process.env;

/** The variables that can hold a value; the first one that is set counts. */
type Names = readonly [string, ...string[]];

/**
 * Reads variables that must be set.
 * @throws UsageError that names every one that is missing
 */
export function readVariables<Name extends string>(
  environment: Environment,
  variables: Readonly<Record<Name, Names>>,
): Record<Name, string> {
  const entries = Object.entries<Names>(variables).map(
    ([name, names]) => [name, names.map((each) => environment[each]?.trim()).find(Boolean)] as const,
  );
  const missing = entries.filter(([, value]) => value === undefined).map(([name]) => variables[name as Name]);
  if (missing.length > 0)
    throw new UsageError(
      `Set these environment variables: ${missing.map((names) => names.join(" or ")).join("; ")}.`,
    );
  return Object.fromEntries(entries) as Record<Name, string>;
}

/**
 * Reads a port; `fallback` when the variable is not set.
 * @param least 0 where the system may choose a free port, otherwise 1
 * @throws UsageError that names the variable
 */
export function readPort(
  environment: Environment,
  variable: string,
  { fallback, least }: { readonly fallback: number; readonly least: 0 | 1 },
): number {
  const text = environment[variable] ?? "";
  const port = text === "" ? fallback : Number(text);
  if (Number.isInteger(port) && port >= least && port <= 65_535) return port;
  throw new UsageError(`${variable} is "${text}". It must be a port from ${least} to 65535.`);
}

/** The region: `REGION` is the variable that `s.yaml` uses. */
export const regionVariables = ["ALIBABA_CLOUD_REGION", "REGION"] as const;

export const accessKeyVariables = {
  accessKeyId: ["ALIBABA_CLOUD_ACCESS_KEY_ID"],
  accessKeySecret: ["ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
} as const;
