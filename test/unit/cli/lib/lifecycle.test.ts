import { describe, expect, it } from "vitest";
import { withLifecycle, withoutLifecycle } from "../../../../cli/lib/lifecycle.ts";

describe("the lifecycle", () => {
  const lifecycle = { phase: "failed", state: "Failed" };
  const next = { JobId: "j", fields: ["Job.State", "lifecycle"] };
  const answered = { Job: { State: "Failed" }, lifecycle };

  it("is always requested", () => {
    expect(withLifecycle({ JobId: "j", fields: "Job.State" }, ["Job.State"])).toEqual(next);
    expect(withLifecycle({ JobId: "j" }, undefined)).toEqual({ JobId: "j" });
  });

  it.each([
    [undefined, answered],
    [["Job"], { Job: { State: "Failed" } }],
    [["lifecycle.phase", "Job"], { Job: { State: "Failed" }, lifecycle: { phase: "failed" } }],
    [["Job", "lifecycle"], answered],
  ])("is shown only as %j ask for it", (fields, shown) => {
    expect(JSON.parse(JSON.stringify(withoutLifecycle(answered, fields)))).toEqual(shown);
  });

  it("is removed from the next call, too", () => {
    const stopped = { reason: "limit" };
    expect(withoutLifecycle({ ...answered, stopped, next }, ["Job.State"])).toMatchObject({
      stopped,
      next: { JobId: "j", fields: ["Job.State"] },
    });
  });
});
