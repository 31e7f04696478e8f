import { randomBytes } from "node:crypto";
import { parseIceTime } from "../../shared/runtime/ice-time.ts";
import { localKey } from "../../shared/runtime/local-key.ts";
import { IceError } from "./errors.ts";
import type { MovableClock } from "./movable-clock.ts";
import type { Signed } from "./signed.ts";

/** An access key: the permanent one of the account's user, or the one of a role session, which has a token and expires. */
export interface IssuedKey {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly session?: { readonly token: string; readonly expires: number };
  /** Function Compute's ID of the invocation that the session was opened for. */
  readonly invocation?: string | undefined;
}

/** The key of a session. */
export type SessionKey = IssuedKey & Required<Pick<IssuedKey, "session">>;

/** The access keys of ICE and STS, and the check of signatures. */
export interface AccessKeys {
  readonly user: IssuedKey;
  /** Opens a session that lasts `seconds`, for one invocation or for anyone. */
  issue(seconds: number, invocation?: string): SessionKey;
  /** Ends a session before its time. */
  end(accessKeyId: string): void;
  /** The key with an ID: the user's, or that of a session that has not been ended. */
  find(accessKeyId: string): IssuedKey | undefined;
  /**
   * Finds the key that signed a call.
   * @throws IceError when the signature is incomplete, wrong, stale or used before, its key is unknown, or its token is
   *   missing, unknown, of another key or expired
   */
  authenticate(signed: Signed): IssuedKey;
}

/** The largest difference between a timestamp and the server's time, in milliseconds. */
const timestampTolerance = 15 * 60_000;

/** How many sessions and nonces are remembered: enough for any test, and memory stays bounded. */
const sessionLimit = 10_000;
const nonceLimit = 100_000;

export function createAccessKeys(clock: MovableClock): AccessKeys {
  const user: IssuedKey = localKey;
  const sessions = new Map<string, SessionKey>();
  const nonces = new Map<string, number>();

  function issue(seconds: number, invocation?: string): SessionKey {
    // Drawn at once, because every invocation gets a session of its own.
    const bytes = randomBytes(504);
    const [forToken, forKey] = [bytes.subarray(0, 304), bytes.subarray(304)];
    const lettersAndDigits = forKey.toString("base64").replaceAll(/[+/=]/g, "");
    const key = {
      accessKeyId: `STS.${lettersAndDigits.slice(0, 25)}`,
      accessKeySecret: lettersAndDigits.slice(25, 69),
      session: {
        token: `CAIS${forToken.toString("base64")}`,
        expires: clock.now() + seconds * 1000,
      },
      invocation,
    };
    sessions.set(key.accessKeyId, key);
    forgetOldest(sessions, sessionLimit);
    return key;
  }

  const find = (id: string) => (id === user.accessKeyId ? user : sessions.get(id));

  function authenticate(signed: Signed): IssuedKey {
    if (signed.flaw) throw new IceError("IncompleteSignature", signed.flaw);
    checkTimestamp(signed.timestamp);
    const id = signed.accessKeyId ?? "";
    const key = find(id);
    if (!key) throw new IceError("InvalidAccessKeyId.NotFound");
    checkToken(key, signed.securityToken || undefined);
    const mismatch = signed.mismatch(key.accessKeySecret);
    if (mismatch) throw new IceError("SignatureDoesNotMatch", mismatch);
    useNonce(`${id} ${signed.nonce}`);
    return key;
  }

  function checkTimestamp(timestamp = ""): void {
    // The vendor's own STS SDK sends milliseconds.
    const time = parseIceTime(timestamp.replace(/\.\d{3}Z$/, "Z"));
    if (time === undefined) throw new IceError("IllegalTimestamp");
    if (Math.abs(clock.wall() - time) > timestampTolerance) throw new IceError("InvalidTimeStamp.Expired");
  }

  function checkToken({ session }: IssuedKey, token: string | undefined): void {
    if (token === session?.token) {
      if (session && session.expires <= clock.now()) throw new IceError("InvalidSecurityToken.Expired");
      return;
    }
    if (!token) throw new IceError("MissingSecurityToken");
    const belongsToAnother = [...sessions.values()].some((other) => other.session.token === token);
    throw new IceError(`InvalidSecurityToken.${belongsToAnother ? "MismatchWithAccessKey" : "Malformed"}`);
  }

  function useNonce(nonce: string): void {
    const now = clock.wall();
    const seen = nonces.get(nonce);
    // A signature can be repeated while its timestamp is accepted: from the tolerance before it to the tolerance after it.
    if (seen !== undefined && now - seen <= 2 * timestampTolerance) throw new IceError("SignatureNonceUsed");
    nonces.set(nonce, now);
    forgetOldest(nonces, nonceLimit);
  }

  return { user, issue, find, authenticate, end: (id) => void sessions.delete(id) };
}

function forgetOldest(map: Map<string, unknown>, limit: number): void {
  if (map.size <= limit) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}
