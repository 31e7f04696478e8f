import type { Call } from "./request.ts";

/** What was asked, without what could be used to ask again: the key masked, neither signature nor token. */
export interface LoggedRequest {
  readonly time: string;
  readonly version: string;
  readonly operation: string;
  readonly method: string;
  readonly scheme: "V1" | "ACS3";
  readonly accessKeyId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly fault: string | null;
}

/** The last requests, the oldest first. */
export interface RequestLog {
  add(call: Call, time: number, fault: string | undefined): void;
  readonly entries: readonly LoggedRequest[];
  /** Forgets them; returns what there was. */
  drain(): readonly LoggedRequest[];
}

const limit = 10_000;

export function createRequestLog(): RequestLog {
  const entries: LoggedRequest[] = [];
  return {
    entries,
    add({ version, action, method, signed, parameters }, time, fault) {
      entries.push({
        time: new Date(time).toISOString(),
        version,
        operation: action,
        method,
        scheme: signed.scheme,
        accessKeyId: mask(signed.accessKeyId ?? ""),
        parameters: Object.fromEntries(parameters),
        fault: fault ?? null,
      });
      if (entries.length > limit) entries.shift();
    },
    drain: () => entries.splice(0),
  };
}

/** The kind of a key and its end: enough to tell two apart. */
function mask(accessKeyId: string): string {
  return accessKeyId.length < 16 ? "****" : `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;
}
