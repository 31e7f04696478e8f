import { beforeAll, describe, expect, onTestFinished, test, vi } from "vitest";
import { operations } from "../../functions/index.ts";
import type { LocalIce } from "../../local/ice/server.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Credentials } from "../../shared/runtime/context.ts";
import { loadBuilt, startBuilt } from "../support/cloud/built-function.ts";
import { contextOf } from "../support/unit/context.ts";
import { bytesOf } from "../support/unit/events.ts";
import { sampleParameters } from "../support/unit/samples.ts";
import { orderFault } from "../support/wire/ice-call.ts";
import { assumeRole, startTestIce } from "../support/wire/ice-clients.ts";
import { askControl, requestsAt } from "../support/wire/ice-control.ts";
import { parametersFor, putSubject } from "../support/wire/subjects.ts";

/** How the request log of the local ICE shows a key. */
const masked = ({ accessKeyId }: Credentials) => `${accessKeyId.slice(0, 4)}****${accessKeyId.slice(-4)}`;

describe.each(operations as readonly Operation[])("one instance of $name", (operation) => {
  const sessionCount = 8;
  let ice: LocalIce;
  let sessions: Credentials[];
  beforeAll(async () => {
    ice = await startTestIce();
    sessions = await Promise.all(Array.from({ length: sessionCount }, () => assumeRole(ice)));
    return ice.close;
  });

  test("signs each of many invocations side by side with its own credentials, retries too", async () => {
    vi.stubEnv("ICE_ENDPOINT", ice.url);
    vi.stubEnv("ICE_MAX_ATTEMPTS", "10");
    onTestFinished(() => void vi.unstubAllEnvs());
    onTestFinished(vi.spyOn(process.stdout, "write").mockReturnValue(true).mockRestore);
    const handler = loadBuilt(operation.functionName);

    // Each session asks for things of its own: 25 of them where many can be asked for.
    const idsOf = sessions.map((_, owner) =>
      Array.from({ length: 25 }, (_, index) => `of-${owner}-${index}`),
    );
    const asked = operation.kind === "batch" ? idsOf : idsOf.map((ids) => ids.slice(0, 1));
    await Promise.all(asked.flat().map((id) => putSubject(ice.url, operation, id)));
    const delays = ["reset-before-head", "throttled", { fault: "status", status: 503, as: "html" }];
    await orderFault(ice, { fault: "random", probability: 0.3, seed: 1, among: delays });

    const answers = await Promise.all(
      sessions.map((credentials, owner) =>
        handler(bytesOf(parametersFor(operation, asked[owner] ?? [])), contextOf({ credentials })),
      ),
    );

    for (const [owner, answer] of answers.entries())
      expect(new Set(String(answer).match(/of-\d+-\d+/g))).toEqual(new Set(asked[owner]));
    const requests = await requestsAt(ice.url);
    expect(requests.length).toBeGreaterThan(sessionCount);
    for (const { accessKeyId, parameters } of requests) {
      const names = JSON.stringify(parameters).match(/of-\d+/g) ?? [];
      const owners = new Set(names.map((name) => Number(name.slice(3))));
      expect([...owners].map((owner) => masked(sessions[owner] as Credentials))).toEqual([accessKeyId]);
    }
  });

  test("forgets an invocation's credentials with it", async () => {
    const [mine, yours] = sessions as [Credentials, Credentials];
    const instance = startBuilt(operation.functionName, {
      credentials: mine,
      environment: { ICE_ENDPOINT: ice.url },
    });
    onTestFinished(instance.close);
    await askControl(ice.url, "POST", "reset");
    const codeWith = async (credentials: Credentials) => {
      const { text, error } = await instance.invoke(sampleParameters[operation.name], credentials);
      return error ? JSON.parse(text).errorType : "answered";
    };
    const none = {} as Credentials;

    expect(await codeWith(mine)).toBe("answered");
    expect(await codeWith(none)).toBe("ConfigurationError");
    expect(await codeWith({ ...mine, accessKeySecret: "wrong" })).toBe("UpstreamAuthenticationFailed");
    expect(await codeWith({ ...mine, securityToken: yours.securityToken })).toBe(
      "UpstreamAuthenticationFailed",
    );
    expect(await codeWith(yours)).toBe("answered");
    const keys = (await requestsAt(ice.url)).map(({ accessKeyId }) => accessKeyId);
    expect(keys).toEqual([mine, mine, mine, yours].map(masked));
  });
});
