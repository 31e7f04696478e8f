import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import type { Credentials } from "../../shared/runtime/context.ts";
import { ServiceError } from "./errors.ts";
import type { CredentialsSource } from "./functions.ts";
import type { CallerKey } from "./keys.ts";

/** The shortest session that STS grants. */
const sessionSeconds = 900;

/** How long STS may take to answer, in milliseconds. */
const timeout = 10_000;

interface Session extends Credentials {
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** A session that may still be on its way: meanwhile no other one is requested for the role. */
interface KeptSession {
  readonly session: Promise<Session>;
  expires: number;
}

/** Credentials of roles from an STS. Each session is used until less than a third of its time is left. */
export interface RoleSessions {
  readonly source: CredentialsSource;
  /** The session with this access key ID, if it is still valid. */
  key(accessKeyId: string): CallerKey | undefined;
  /** The next invocation assumes its role again. Sessions in use stay valid. */
  rotate(): void;
}

interface AssumeRoleAnswer {
  readonly Credentials: {
    readonly AccessKeyId: string;
    readonly AccessKeySecret: string;
    readonly SecurityToken: string;
    readonly Expiration: string;
  };
}

/**
 * Assumes roles at an STS (AssumeRole, 2015-04-01).
 * @param user the key that assumes the roles
 * @param now milliseconds since the epoch
 */
export function createRoleSessions(
  endpoint: string,
  user: { readonly accessKeyId: string; readonly accessKeySecret: string },
  now: () => number,
): RoleSessions {
  const sts = new RPCClient({ ...user, endpoint, apiVersion: "2015-04-01", opts: { timeout } });
  const current = new Map<string, KeptSession>();
  const issued = new Map<string, Session>();

  const assume = async (roleArn: string): Promise<Session> => {
    const parameters = { RoleArn: roleArn, RoleSessionName: "local-cloud", DurationSeconds: sessionSeconds };
    const answer = await sts
      .request<AssumeRoleAnswer>("AssumeRole", parameters, { method: "POST" })
      .catch((error: { code?: string }) => {
        throw new ServiceError(
          403,
          "AccessDenied",
          `The role ${roleArn} can't be assumed: ${error.code ?? "STS did not answer"}`,
        );
      });
    const { AccessKeyId, AccessKeySecret, SecurityToken, Expiration } = answer.Credentials;
    const session = {
      accessKeyId: AccessKeyId,
      accessKeySecret: AccessKeySecret,
      securityToken: SecurityToken,
      expires: Date.parse(Expiration),
    };
    for (const [id, { expires }] of issued) if (expires <= now()) issued.delete(id);
    issued.set(session.accessKeyId, session);
    return session;
  };

  const renew = (roleArn: string): KeptSession => {
    const kept = { session: assume(roleArn), expires: Number.POSITIVE_INFINITY };
    current.set(roleArn, kept);
    kept.session.then(
      ({ expires }) => {
        kept.expires = expires;
      },
      () => current.delete(roleArn),
    );
    return kept;
  };

  const fresh = ({ expires }: KeptSession) => expires - now() >= (sessionSeconds * 1000) / 3;

  return {
    async source(roleArn) {
      const kept = current.get(roleArn);
      const { expires: _, ...credentials } = await (kept && fresh(kept) ? kept : renew(roleArn)).session;
      return credentials;
    },
    key: (accessKeyId) => issued.get(accessKeyId),
    rotate: () => current.clear(),
  };
}
