import { ProblemError, type Violation } from "../errors/problem.ts";

export type LogLevel = "error" | "warn" | "info";

/** The function's settings, from its environment variables. */
export interface Configuration {
  /** Scheme and host of ICE, without a path. */
  readonly endpoint: string;
  /** Milliseconds of one attempt, from when it is sent until the answer has been read. */
  readonly timeoutMs: number;
  /** Attempts of one call, the first included. */
  readonly maxAttempts: number;
  readonly logLevel: LogLevel;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads and checks the environment.
 * @throws ProblemError ConfigurationError that names every variable that is wrong, never its value
 */
export function readConfiguration(environment: Environment, region: string): Configuration {
  const violations: Violation[] = [];
  const refuse = (parameter: string, problem: string) => violations.push({ parameter, problem });

  const whole = (name: string, fallback: number, min: number, max: number): number => {
    const text = environment[name] || String(fallback);
    const value = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= min && value <= max)) refuse(name, `must be a whole number from ${min} to ${max}`);
    return value;
  };
  const word = <const Words extends readonly string[]>(name: string, words: Words): Words[number] => {
    const text = environment[name] || (words[0] as string);
    if (!words.includes(text)) refuse(name, `must be one of ${words.join(", ")}`);
    return text;
  };

  const network = word("ICE_NETWORK", ["public", "vpc"]);
  const given = environment.ICE_ENDPOINT;
  const endpoint = originOf(given || `https://ice${network === "vpc" ? "-vpc" : ""}.${region}.aliyuncs.com`);
  if (!given && !regionPattern.test(region))
    refuse("ICE_ENDPOINT", "must be set: the function does not know its region");
  else if (!endpoint)
    refuse(
      "ICE_ENDPOINT",
      "must be https:// to a host under aliyuncs.com, or a loopback address, without a path",
    );

  const configuration = {
    endpoint,
    timeoutMs: whole("ICE_TIMEOUT_MS", 10_000, 10, 600_000),
    maxAttempts: whole("ICE_MAX_ATTEMPTS", 3, 1, 10),
    logLevel: word("LOG_LEVEL", ["info", "warn", "error"]),
  };
  if (violations.length > 0) throw new ProblemError("ConfigurationError", { errors: violations });
  return configuration;
}

/** A region's ID, such as `cn-shanghai`. */
export const regionPattern = /^[a-z]{2,}(-[a-z0-9]+)+$/;

/** Nothing in it that one reader of URLs takes for a part of the host and another for the end of it. */
const plainEndpoint = /^https?:\/\/(\[::1\]|[\w-]+(\.[\w-]+)*)(:\d+)?\/?$/;

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

/** Scheme, host and port of an endpoint that credentials may be sent to; "" for any other. */
export function originOf(endpoint: string): string {
  if (!plainEndpoint.test(endpoint) || !URL.canParse(endpoint)) return "";
  const { protocol, hostname, origin } = new URL(endpoint);
  const allowed = loopback.test(hostname) || (protocol === "https:" && hostname.endsWith(".aliyuncs.com"));
  return allowed ? origin : "";
}
