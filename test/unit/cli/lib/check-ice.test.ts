import { describe, expect, it, onTestFinished } from "vitest";
import { checkIce } from "../../../../cli/lib/check-ice.ts";
import { operations } from "../../../../functions/index.ts";
import { startIce } from "../../../../local/ice/server.ts";
import { secretsIn } from "../../../support/unit/secrets.ts";
import { controlIce } from "../../../support/wire/ice-control.ts";
import { unusedUrl } from "../../../support/wire/unused-url.ts";

async function ice() {
  const server = await startIce({ operations });
  onTestFinished(() => server.close());
  const environment = {
    ALIBABA_CLOUD_ACCESS_KEY_ID: server.user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: server.user.accessKeySecret,
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1000000000000001:role/reader",
    REGION: "cn-shanghai",
    STS_ENDPOINT: server.url,
    ICE_ENDPOINT: server.url,
  };
  return { url: server.url, environment };
}

describe("the check of the real ICE", () => {
  it("finds nothing wrong where all work", async () => {
    const { environment } = await ice();
    expect(await checkIce("cn-shanghai", environment)).toEqual([]);
  });

  it("says once that a key is wrong", async () => {
    const { environment } = await ice();
    const wrong = { ...environment, ALIBABA_CLOUD_ACCESS_KEY_SECRET: "wrong-secret" };
    const told = await checkIce("cn-shanghai", wrong);
    expect(told).toEqual([expect.stringContaining("can't be assumed: SignatureDoesNotMatch")]);
    expect(secretsIn(told.join("\n"), { secret: "wrong-secret" })).toEqual([]);
  });

  it("names the operations that a role may not call", async () => {
    const { url, environment } = await ice();
    await controlIce(url, "POST", "faults", {
      operation: "GetLiveEditingJob",
      fault: "code",
      code: "NoPermission",
      status: 403,
    });
    expect(await checkIce("cn-shanghai", environment)).toEqual([
      expect.stringMatching(/^GetLiveEditingJob: UpstreamAccessDenied: .*\nDo this: /),
    ]);
  });

  it("tells a network that fails from a denial", async () => {
    const { environment } = await ice();
    const nowhere = { ...environment, ICE_ENDPOINT: await unusedUrl(), ICE_MAX_ATTEMPTS: "1" };
    expect(await checkIce("cn-shanghai", nowhere)).toEqual([
      expect.stringMatching(/^UpstreamUnavailable: .*\nDo this: /),
    ]);
  });

  it("names the nearest region that has ICE", async () => {
    expect(await checkIce("cn-shangai", {})).toEqual([
      expect.stringContaining("cn-shangai is no region with ICE. Did you mean cn-shanghai?"),
    ]);
  });
});
