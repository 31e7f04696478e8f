import { expect, test } from "vitest";
import { scriptedSts, start } from "../../../support/wire/scripted-sts.ts";

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
