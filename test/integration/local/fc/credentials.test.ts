import { expect, test } from "vitest";
import { fire, hostOf, timer } from "../../../support/cloud/fixture-host.ts";
import { scriptedSts } from "../../../support/wire/scripted-sts.ts";

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
  expect(JSON.parse(refused.text).Message).toBe(`The role ${role} can't be assumed: EntityNotExist.Role`);
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
