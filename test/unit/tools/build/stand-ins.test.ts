import { expect, test } from "vitest";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { rawUpstream, requestTo, send } from "../../../support/wire/raw-upstream.ts";

// As published, pop-core hashes a nonce of 32 hexadecimal digits, and sends by httpx, which takes any encoding.
test("the tests' pop-core has the stand-ins of the bundles", async () => {
  let nonce: string | null = "";
  const { endpoint } = await rawUpstream((response, form) => {
    nonce = form.get("SignatureNonce");
    send(response, '{"Number":1234567890123456}');
  });
  const { text, document } = await createTransport(systemClock)(requestTo(endpoint));
  expect(nonce).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(text).toBe('{"Number":1234567890123456}');
  expect(document).toEqual({ Number: 1234567890123456 });
});
