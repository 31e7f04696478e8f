import { describe, expect, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import { callerKinds } from "../../support/unit/events.ts";
import { invoke } from "../../support/unit/invoke.ts";
import { sampleOf, sampleParameters } from "../../support/unit/samples.ts";

/** The members of an answer that are ICE's: everywhere but in the bundle's own `lifecycle` of a listed job. */
function ofIce(answer: Record<string, unknown>): unknown {
  const text = JSON.stringify(answer, (name, value) => (name === "lifecycle" ? undefined : value));
  return Object.fromEntries(Object.entries(JSON.parse(text)).filter(([name]) => /^[A-Z]/.test(name)));
}

describe.each(operations.map((each) => [each.name, each] as const))("%s", (name, operation) => {
  test.each(callerKinds)("the documented answer reaches a caller unchanged: %s", async (kind) => {
    const parameters = sampleParameters[name] as object;
    const { body, http, error, log, requests } = await invoke({
      operation,
      kind,
      parameters: { ...parameters },
      respond: () => sampleOf(name),
    });
    expect(error).toBeUndefined();
    expect(ofIce(body)).toEqual(sampleOf(name));
    if (http.statusCode !== undefined) expect(http.statusCode).toBe(200);
    expect(requests.map((each) => each.action)).toEqual([name]);
    expect(log).toMatchObject({
      level: "info",
      operation: name,
      caller: kind,
      outcome: "answered",
      attempts: 1,
    });
    expect(log.drift).toBeUndefined();
  });
});
