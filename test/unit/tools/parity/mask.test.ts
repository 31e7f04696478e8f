import { expect, it, vi } from "vitest";
import { maskValues } from "../../../../tools/parity/mask.ts";
import { handler } from "../../../../tools/parity/probe-handler.ts";

it("shows the form of values, and words of the platform", () => {
  const event = {
    JobId: "a1-b2",
    State: "Success",
    Title: "我的视频 é1",
    count: 12,
    status: 404,
    done: true,
    none: null,
    list: ["http://h/x?Signature=Ab1%3D"],
  };
  expect(maskValues(event)).toEqual({
    JobId: "x0-x0",
    State: "Success",
    Title: "xxxx x0",
    count: 0,
    status: 404,
    done: true,
    none: null,
    list: ["xxxx://x/x?xxxxxxxxx=xx0%0x"],
  });
});

it("masks the values of JSON inside text", () => {
  expect(maskValues({ body: '{"JobId": "secret", "wait": 5}' })).toEqual({
    body: '{"JobId":"xxxxxx","wait":0}',
  });
});

it("does not show a platform's word that is none", () => {
  expect(maskValues({ Code: "the key is LTAI*, its secret…" })).toEqual({
    Code: "xxx xxx xx xxxx*, xxx xxxxxx…",
  });
});

it("is what the probe function answers and logs", async () => {
  const event = { version: "v1", headers: { Authorization: "secret1" }, rawPath: "/a" };
  const context = { accountId: "123", credentials: { accessKeyId: "STS.x1" }, logger: console };
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  const answer = await handler(Buffer.from(JSON.stringify(event)), context);
  expect(answer).toMatchObject({ statusCode: 200, isBase64Encoded: false });
  const { body } = answer as { body: string };
  expect(log.mock.calls).toEqual([[body]]);
  log.mockRestore();
  expect(JSON.parse(body)).toEqual({
    event: { version: "v1", headers: { Authorization: "xxxxxx0" }, rawPath: "/x" },
    context: { accountId: "000", credentials: { accessKeyId: "xxx.x0" } },
  });
});
