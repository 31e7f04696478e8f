import { expect, test } from "vitest";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { rawUpstream, requestTo, send } from "../../../support/wire/raw-upstream.ts";

// As published, pop-core hashes a nonce of 32 hexadecimal digits, and makes an object of a number of 16 digits.
test("the tests' pop-core has the stand-ins of the bundles", async () => {
  let nonce: string | null = "";
  const { endpoint } = await rawUpstream((response, form) => {
    nonce = form.get("SignatureNonce");
    send(response, '{"Number":1234567890123456}');
  });
  const answer = await createTransport(Date.now)(requestTo(endpoint));
  expect(nonce).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(JSON.stringify(answer)).toContain("1234567890123456");
  expect(answer.Number).toBe(1234567890123456);
});
