import { describe, expect, test } from "vitest";
import { type Path, parsePath } from "../../../../shared/json/path.ts";
import { pick } from "../../../../shared/response/fields.ts";

const answer = {
  RequestId: "R",
  Job: { State: "Running", Parts: [{ S: 1, T: "a" }, { T: "b" }, 7], Empty: {} },
  Grid: [[{ S: 1 }], [{ S: 2, T: 3 }]],
  "odd name": { "": 0 },
  lifecycle: { phase: "running" },
};

describe("pick", () => {
  test.each<[string, unknown]>([
    ["RequestId", { RequestId: "R" }],
    ["Job.State", { Job: { State: "Running" } }],
    ["Job.State,lifecycle", { Job: { State: "Running" }, lifecycle: { phase: "running" } }],
    ["lifecycle,Job.State", { Job: { State: "Running" }, lifecycle: { phase: "running" } }],
    ["Job.Parts[].S", { Job: { Parts: [{ S: 1 }, {}] } }],
    ["Job.Parts.S", { Job: { Parts: [{ S: 1 }, {}] } }],
    ["Job.Parts[0]", { Job: { Parts: [{ S: 1, T: "a" }] } }],
    ["Job.Parts[1].T", { Job: { Parts: [{ T: "b" }] } }],
    ["Job.Parts[0].S,Job.Parts[1].T", { Job: { Parts: [{ S: 1 }, { T: "b" }] } }],
    ["Job.Parts[9]", { Job: { Parts: [] } }],
    ["Job.Parts[]", { Job: { Parts: answer.Job.Parts } }],
    ["Job.Parts[].S,Job", { Job: answer.Job }],
    ["Grid.S", { Grid: [[{ S: 1 }], [{ S: 2 }]] }],
    ["Grid[1][0].T", { Grid: [[{ T: 3 }]] }],
    ["Grid[][].S", { Grid: [[{ S: 1 }], [{ S: 2 }]] }],
    ['["odd name"][""]', { "odd name": { "": 0 } }],
    ["Job.Empty.X", { Job: { Empty: {} } }],
    ["Job.State.Deeper", { Job: {} }],
    ["Nothing,Job.Nothing", { Job: {} }],
    ["Job[]", { Job: {} }],
    ["Job[0]", { Job: {} }],
    ["[]", {}],
    ["constructor,__proto__", {}],
  ])("%s", (paths, picked) => {
    const parsed = paths.split(",").map((text) => parsePath(text) as Path);
    expect(pick(answer, parsed)).toEqual(picked);
  });

  test("keeps the answer's order", () => {
    const picked = pick(answer, [["lifecycle"], ["RequestId"]]);
    expect(Object.keys(picked as object)).toEqual(["RequestId", "lifecycle"]);
  });

  test("a key named __proto__ is one like any other", () => {
    const picked = pick(JSON.parse('{"__proto__": {"a": 1, "b": 2}}'), [["__proto__", "a"]]);
    expect(JSON.stringify(picked)).toBe('{"__proto__":{"a":1}}');
    expect(({} as { a?: unknown }).a).toBeUndefined();
  });
});
