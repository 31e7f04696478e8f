import { expect, it } from "vitest";
import { runFile } from "../../support/cloud/commands.ts";
import { secretsIn } from "../../support/unit/secrets.ts";
import { functionCompute } from "../../support/wire/function-compute.ts";

const key = {
  accessKeyId: "STS.NVtbNbVBeUwLpAwJ",
  accessKeySecret: "9Zs3qUeTFb8FWd2kQm",
  securityToken: "CAIS/4Ejp+9kqQ==",
};

it("prints no secret, whatever DEBUG says, which stays as it was", async () => {
  const { url } = await functionCompute({ body: '{"lifecycle":{"phase":"succeeded"}}' });
  const { code, stdout, stderr } = await runFile("test/support/cloud/client-program.ts", {
    DEBUG: "*",
    ENDPOINT: url,
    KEY: JSON.stringify(key),
  });
  expect([code, stdout]).toEqual([0, "succeeded, with DEBUG *\n"]);
  expect(secretsIn(stderr, key)).toEqual([]);
});
