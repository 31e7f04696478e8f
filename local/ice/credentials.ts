import { randomBytes } from "node:crypto";
import { IceError } from "./errors.ts";
import type { Signed } from "./signed.ts";
import { type Clock, parseInstant } from "./time.ts";

/** An access key: the account's user's, which lasts, or a role session's, which has a token and an end. */
export interface Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly session?: { readonly token: string; readonly expires: number };
}

export interface Credentials {
  readonly user: Key;
  /** Opens a session of so many seconds. */
  issue(seconds: number): Required<Key>;
  /**
   * Says whose call this is. Throws the gateway's refusal when the signature is incomplete or wrong, stale, used
   * before, of an unknown key, or its token missing, unknown, another key's or expired.
   */
  authenticate(signed: Signed): Key;
}

/** How far a timestamp may be from the server's time, either way, in milliseconds. */
const timestampTolerance = 15 * 60_000;

/** Sessions and nonces that are remembered: enough for any test, and memory stays bounded. */
const sessionLimit = 10_000;
const nonceLimit = 100_000;

export function createCredentials(clock: Clock): Credentials {
  const user: Key = { accessKeyId: `LTAI${random(20)}`, accessKeySecret: random(30) };
  const sessions = new Map<string, Required<Key>>();
  const nonces = new Map<string, number>();

  function issue(seconds: number): Required<Key> {
    const key = {
      accessKeyId: `STS.${random(25)}`,
      accessKeySecret: random(44),
      session: {
        token: `CAIS${randomBytes(304).toString("base64")}`,
        expires: clock.now() + seconds * 1000,
      },
    };
    sessions.set(key.accessKeyId, key);
    forgetOldest(sessions, sessionLimit);
    return key;
  }

  function authenticate(signed: Signed): Key {
    if (signed.flaw) throw new IceError("IncompleteSignature", signed.flaw);
    checkTimestamp(signed.timestamp);
    const id = signed.accessKeyId ?? "";
    const key = id === user.accessKeyId ? user : sessions.get(id);
    if (!key) throw new IceError("InvalidAccessKeyId.NotFound");
    checkToken(key, signed.securityToken || undefined);
    const mismatch = signed.mismatch(key.accessKeySecret);
    if (mismatch) throw new IceError("SignatureDoesNotMatch", mismatch);
    useNonce(`${id} ${signed.nonce}`);
    return key;
  }

  function checkTimestamp(timestamp = ""): void {
    const time = parseInstant(timestamp);
    if (time === undefined) throw new IceError("IllegalTimestamp");
    if (Math.abs(clock.wall() - time) > timestampTolerance) throw new IceError("InvalidTimeStamp.Expired");
  }

  function checkToken({ session }: Key, token: string | undefined): void {
    if (token === session?.token) {
      if (session && session.expires <= clock.now()) throw new IceError("InvalidSecurityToken.Expired");
      return;
    }
    if (!token) throw new IceError("MissingSecurityToken");
    const isAnothers = [...sessions.values()].some((other) => other.session.token === token);
    throw new IceError(`InvalidSecurityToken.${isAnothers ? "MismatchWithAccessKey" : "Malformed"}`);
  }

  function useNonce(nonce: string): void {
    const now = clock.wall();
    const seen = nonces.get(nonce);
    // A signature can be sent again for as long as its timestamp is accepted: from its tolerance before to that after.
    if (seen !== undefined && now - seen <= 2 * timestampTolerance) throw new IceError("SignatureNonceUsed");
    nonces.set(nonce, now);
    forgetOldest(nonces, nonceLimit);
  }

  return { user, issue, authenticate };
}

function forgetOldest(map: Map<string, unknown>, limit: number): void {
  if (map.size <= limit) return;
  const [oldest] = map.keys();
  if (oldest !== undefined) map.delete(oldest);
}

/** So many letters and digits that nobody can guess. */
function random(length: number): string {
  const text = randomBytes(2 * length).toString("base64");
  return text.replaceAll(/[+/=]/g, "").slice(0, length);
}
