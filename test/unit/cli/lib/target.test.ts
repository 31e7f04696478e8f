import { describe, expect, it } from "vitest";
import { deployedTarget, localTargetFromEnvironment } from "../../../../cli/lib/target.ts";

describe("targets", () => {
  const environment = {
    FC_ACCOUNT_ID: "1234567890123456",
    ALIBABA_CLOUD_REGION: "cn-shanghai",
    ALIBABA_CLOUD_ACCESS_KEY_ID: "LTAIx ",
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: "secret\n",
  };
  const target = {
    accountId: "1234567890123456",
    region: "cn-shanghai",
    endpoint: "https://1234567890123456.cn-shanghai.fc.aliyuncs.com",
    credentials: { accessKeyId: "LTAIx", accessKeySecret: "secret" },
  };

  it("read the deployed functions' account, region and key", () => {
    expect(deployedTarget(environment)).toEqual(target);
    const { FC_ACCOUNT_ID, ALIBABA_CLOUD_REGION, ...rest } = environment;
    const others = { ALIBABA_CLOUD_ACCOUNT_ID: FC_ACCOUNT_ID, REGION: ALIBABA_CLOUD_REGION };
    expect(deployedTarget({ ...rest, ...others })).toEqual(target);
  });

  it("read a security token, a stage and a qualifier", () => {
    const more = {
      ...environment,
      ALIBABA_CLOUD_SECURITY_TOKEN: "token",
      STAGE: "staging",
      QUALIFIER: "prod",
    };
    expect(deployedTarget(more)).toEqual({
      ...target,
      credentials: { ...target.credentials, securityToken: "token" },
      stage: "staging",
      qualifier: "prod",
    });
  });

  it("name the variables that are missing, and no others", () => {
    const { ALIBABA_CLOUD_REGION, ALIBABA_CLOUD_ACCESS_KEY_ID, ...rest } = environment;
    expect(() => deployedTarget({ ...rest, ALIBABA_CLOUD_ACCESS_KEY_ID: "" })).toThrow(
      "ALIBABA_CLOUD_REGION or REGION; ALIBABA_CLOUD_ACCESS_KEY_ID.",
    );
  });

  it("find the local functions at IMS_FUNCTIONS_URL, whatever PORT says", () => {
    const address = { IMS_FUNCTIONS_URL: "http://127.0.0.1:1234", PORT: "80" };
    expect(localTargetFromEnvironment(address)).toMatchObject({ endpoint: "http://127.0.0.1:1234" });
  });

  it("find the local functions at PORT", () => {
    expect(localTargetFromEnvironment({}).endpoint).toBe("http://127.0.0.1:9000");
    expect(localTargetFromEnvironment({ PORT: "9100" }).endpoint).toBe("http://127.0.0.1:9100");
  });

  it.each(["abc", "0", "65536", "80.5"])("refuse PORT=%s", (PORT) => {
    expect(() => localTargetFromEnvironment({ PORT })).toThrow(`PORT is "${PORT}"`);
  });
});
