import { createServer } from "node:http";
import { expect, onTestFinished, test } from "vitest";
import { assumeRoles } from "../../../../local/fc/role-sessions.ts";
import { closeServer, listen } from "../../../../local/http/listen.ts";
import { fire, hostOf, timer, user } from "../../../support/fixture-host.ts";

const start = Date.parse("2024-01-01T00:00:00Z");

/** An STS that numbers the sessions it gives, or refuses, and a clock that the test moves. */
async function scriptedSts() {
  const script = { now: start, refuse: false, asked: [] as URLSearchParams[] };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    script.asked.push(new URLSearchParams(body));
    if (script.refuse) {
      response.writeHead(404).end(JSON.stringify({ Code: "EntityNotExist.Role", Message: "no such role" }));
      return;
    }
    const number = script.asked.length;
    const Expiration = new Date(script.now + 900_000).toISOString();
    const Credentials = {
      AccessKeyId: `STS.${number}`,
      AccessKeySecret: `secret ${number}`,
      SecurityToken: `token ${number}`,
      Expiration,
    };
    response.end(JSON.stringify({ Credentials }));
  });
  const url = await listen(server, 0);
  onTestFinished(() => closeServer(server));
  return { script, roles: assumeRoles(url, user, () => script.now) };
}

test("a role is assumed once, even when many ask at the same time", async () => {
  const { script, roles } = await scriptedSts();
  const given = await Promise.all([roles.source("role/a"), roles.source("role/a"), roles.source("role/b")]);
  expect(given.map(({ accessKeyId }) => accessKeyId).sort()).toEqual(["STS.1", "STS.1", "STS.2"]);
  expect(Object.fromEntries(script.asked[0] ?? [])).toMatchObject({
    Action: "AssumeRole",
    Version: "2015-04-01",
    RoleArn: "role/a",
    DurationSeconds: "900",
  });
});

test("a session is renewed when less than a third of it is left", async () => {
  const { script, roles } = await scriptedSts();
  const keyAt = async (seconds: number) => {
    script.now = start + seconds * 1000;
    return (await roles.source("role/a")).accessKeyId;
  };
  expect(await keyAt(0)).toBe("STS.1");
  expect(await keyAt(599)).toBe("STS.1");
  expect(await keyAt(601)).toBe("STS.2");
  expect(await keyAt(1200)).toBe("STS.2");
});

test("rotating on demand gives new credentials; the old ones stay known until they expire", async () => {
  const { roles } = await scriptedSts();
  const old = await roles.source("role/a");
  roles.rotate();
  expect((await roles.source("role/a")).accessKeyId).toBe("STS.2");
  expect(roles.key(old.accessKeyId)).toMatchObject({
    accessKeySecret: "secret 1",
    securityToken: "token 1",
    expires: start + 900_000,
  });
  expect(roles.key("STS.none")).toBeUndefined();
});

test("a role that can't be assumed is told by its name and the reason, and asked for again the next time", async () => {
  const { script, roles } = await scriptedSts();
  const role = "acs:ram::1000000000000001:role/reader";
  const host = await hostOf(
    {
      fn: {
        code: "exports.handler = async (_, { credentials }) => credentials;",
        props: { ...timer, role: "Reader" },
      },
    },
    { credentials: roles.source },
  );
  script.refuse = true;
  const refused = await fire(host, "fn");
  expect(refused.status).toBe(403);
  expect(JSON.parse(refused.text).Message).toBe(`${role} can't be assumed: EntityNotExist.Role`);
  script.refuse = false;
  expect(JSON.parse((await fire(host, "fn")).text)).toEqual({
    accessKeyId: "STS.2",
    accessKeySecret: "secret 2",
    securityToken: "token 2",
  });
});

test("an instance that lives through a rotation works with the new credentials", async () => {
  const { roles } = await scriptedSts();
  const code = "exports.handler = async (_, { credentials }) => [process.pid, credentials.accessKeyId];";
  const host = await hostOf(
    { fn: { code, props: { ...timer, role: "Reader" } } },
    { credentials: roles.source },
  );
  const [pid, first] = JSON.parse((await fire(host, "fn")).text);
  roles.rotate();
  const second = JSON.parse((await fire(host, "fn")).text);
  expect([first, second]).toEqual(["STS.1", [pid, "STS.2"]]);
});
