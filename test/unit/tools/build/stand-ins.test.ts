import { expect, test } from "vitest";
import { callRpc } from "../../../../shared/ice/pop-core.ts";
import { credentials } from "../../../support/unit/context.ts";

// As published, pop-core sends requests itself, makes a nonce of 32 hexadecimal digits, and parses the answer.
test("the tests' pop-core has the stand-ins of the bundles", async () => {
  const call = { endpoint: "http://127.0.0.1:1", version: "1", action: "A", parameters: {}, credentials };
  const answer = { statusCode: 200, header: () => undefined, req: {}, pieces: { text: "no JSON" } };
  let nonce: string | null = "";
  const given = await callRpc(call, async (_url, _headers, body) => {
    nonce = new URLSearchParams(body).get("SignatureNonce");
    return answer;
  });
  expect(nonce).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  expect(given).toBe(answer);
});
