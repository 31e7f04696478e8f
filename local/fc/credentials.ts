import RPCClient from "@alicloud/pop-core/lib/rpc.js";
import type { Credentials } from "../../shared/runtime/context.ts";
import { ServiceError } from "./errors.ts";
import type { CredentialsSource } from "./functions.ts";
import type { Key } from "./keys.ts";

/** The shortest session that STS gives. */
const sessionSeconds = 900;

/** Milliseconds that STS has for an answer. */
const timeout = 10_000;

interface Session extends Credentials {
  /** Milliseconds since the epoch. */
  readonly expires: number;
}

/** A session, perhaps still on its way: until it is there, nobody asks for another. */
interface Kept {
  readonly session: Promise<Session>;
  expires: number;
}

/** Roles' credentials from an STS, kept until less than a third of a session is left. */
export interface RoleSessions {
  readonly source: CredentialsSource;
  /** A session that is still valid, by its access key. */
  key(accessKeyId: string): Key | undefined;
  /** Forgets what is kept: the next invocation assumes its role anew. Sessions handed out stay valid. */
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
 * Assumes roles as `user` at the STS on `endpoint` (AssumeRole, 2015-04-01).
 * @param now milliseconds since the epoch
 */
export function assumeRoles(
  endpoint: string,
  user: { readonly accessKeyId: string; readonly accessKeySecret: string },
  now: () => number,
): RoleSessions {
  const sts = new RPCClient({ ...user, endpoint, apiVersion: "2015-04-01", opts: { timeout } });
  const current = new Map<string, Kept>();
  const issued = new Map<string, Session>();

  const assume = async (roleArn: string): Promise<Session> => {
    const parameters = { RoleArn: roleArn, RoleSessionName: "local-cloud", DurationSeconds: sessionSeconds };
    const answer = await sts
      .request<AssumeRoleAnswer>("AssumeRole", parameters, { method: "POST" })
      .catch((error: { code?: string }) => {
        throw new ServiceError(
          403,
          "AccessDenied",
          `${roleArn} can't be assumed: ${error.code ?? "no answer"}`,
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

  const renew = (roleArn: string): Kept => {
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

  const fresh = ({ expires }: Kept) => expires - now() >= (sessionSeconds * 1000) / 3;

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
