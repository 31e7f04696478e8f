import { expect, test } from "vitest";
import { fire, hostOf } from "../../../support/cloud/fixture-host.ts";

const timer = (triggerName: string, triggerConfig: object) => ({
  triggerName,
  triggerType: "timer",
  triggerConfig,
});

const echo = {
  code: "exports.handler = async (event) => event;",
  props: {
    triggers: [timer("t", { cronExpression: "@every 1h", enable: false, payload: '{"since":"15m"}' })],
  },
};

test("a timer is fired on demand with its event, one that is off too", async () => {
  const host = await hostOf({ echo });
  const { text, status } = await fire(host, "echo");
  expect(status).toBe(200);
  expect(JSON.parse(text)).toEqual({
    triggerTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
    triggerName: "t",
    payload: '{"since":"15m"}',
  });
});

test("a body takes the place of the payload and time that of the present", async () => {
  const host = await hostOf({ echo });
  const ask = (query: string) => fetch(`${host.url}/timers/echo/t?${query}`, { method: "POST", body: "own" });
  expect(await (await ask("time=2022-07-29T10:02:58Z")).json()).toEqual({
    triggerTime: "2022-07-29T10:02:58Z",
    triggerName: "t",
    payload: "own",
  });
  expect((await ask("time=tomorrow")).status).toBe(400);
  expect((await ask("time=2022-02-30T00:00:00Z")).status).toBe(400);
});

test("a host whose timers can't run does not start", async () => {
  const props = { triggers: [timer("t", { cronExpression: "* * *", enable: true, payload: "" })] };
  await expect(hostOf({ echo: { ...echo, props } }, { timers: true })).rejects.toThrow('"* * *"');
});
