import { expect, onTestFinished, test } from "vitest";
import { credentialsFromEnvironment } from "../../../../cli/lib/credentials.ts";
import { UsageError } from "../../../../client/usage-error.ts";
import { operations } from "../../../../functions/index.ts";
import { startIce } from "../../../../local/ice/server.ts";

const key = { ALIBABA_CLOUD_ACCESS_KEY_ID: "STS.x", ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret" };

async function sts() {
  const ice = await startIce({ operations });
  onTestFinished(() => ice.close());
  const asked = async () => {
    const response = await fetch(`${ice.url}/_control/requests`);
    return ((await response.json()) as { requests: { parameters: object }[] }).requests;
  };
  const environment = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: ice.user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ice.user.accessKeySecret,
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1000000000000001:role/reader",
    REGION: "cn-shanghai",
    STS_ENDPOINT: ice.url,
  };
  return { asked, environment };
}

test("STS credentials are handed out as they are, for any role", async () => {
  const source = credentialsFromEnvironment({ ...key, ALIBABA_CLOUD_SECURITY_TOKEN: "token" });
  expect(await source("any")).toEqual({
    accessKeyId: "STS.x",
    accessKeySecret: "secret",
    securityToken: "token",
  });
});

test("an AccessKey assumes the environment's role, once for all that ask", async () => {
  const { asked, environment } = await sts();
  const source = credentialsFromEnvironment(environment);
  const [one, other] = await Promise.all([source("acs:ram::1:role/a"), source("acs:ram::1:role/b")]);
  expect(one.accessKeyId).toMatch(/^STS\./);
  expect(one.securityToken).not.toBe("");
  expect(other).toEqual(one);
  expect(await asked()).toMatchObject([
    { operation: "AssumeRole", parameters: { RoleArn: environment.ALIBABA_CLOUD_ROLE_ARN } },
  ]);
});

test("a key that may not assume the role is refused in words without the key", async () => {
  const { environment } = await sts();
  const wrong = { ...environment, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "a-wrong-secret" };
  const source = credentialsFromEnvironment(wrong);
  const error = await source("any").catch((error: Error) => error);
  expect(String(error)).toContain("SignatureDoesNotMatch");
  expect(String(error)).not.toMatch(new RegExp(`a-wrong-secret|${environment.ALIBABA_CLOUD_ACCESS_KEY_ID}`));
});

test.each([
  [{}, "ALIBABA_CLOUD_ACCESS_KEY_ID; ALIBABA_CLOUD_ACCESS_KEY_SECRET; ALIBABA_CLOUD_REGION or REGION"],
  [{ ALIBABA_CLOUD_SECURITY_TOKEN: "token" }, "ALIBABA_CLOUD_ACCESS_KEY_ID; ALIBABA_CLOUD_ACCESS_KEY_SECRET"],
])("%j is told what it lacks", (environment, lacks) => {
  expect(() => credentialsFromEnvironment(environment)).toThrow(
    new UsageError(`Set these environment variables: ${lacks}.`),
  );
});

test("an AccessKey without a token or a role is told that the functions need one of them", () => {
  expect(() => credentialsFromEnvironment({ ...key, REGION: "cn-shanghai" })).toThrow(
    /STS credentials.*ALIBABA_CLOUD_ROLE_ARN.*ALIBABA_CLOUD_SECURITY_TOKEN/,
  );
});

test.each([{ REGION: "example.com/" }, { STS_ENDPOINT: "http://sts.cn-shanghai.aliyuncs.com" }])(
  "a key goes nowhere else: %j",
  (change) => {
    const environment = { ...key, REGION: "cn-shanghai", ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1:role/a" };
    expect(() => credentialsFromEnvironment({ ...environment, ...change })).toThrow(UsageError);
  },
);
