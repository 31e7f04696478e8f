import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { packageRoot } from "../../functions/package-root.ts";
import packageJson from "../../package.json" with { type: "json" };
import {
  type Change,
  type Contract,
  changesBetween,
  isRaisedEnough,
  kindOfChanges,
} from "../support/contract/compare.ts";
import { clientExports, currentContract } from "../support/contract/current.ts";

const folder = new URL("test/data/contracts/", packageRoot);
const released = readdirSync(folder)
  .map((name) => name.replace(/\.json$/, ""))
  .sort((a, b) => a.localeCompare(b, "en", { numeric: true }))
  .at(-1) as string;
const before: Contract = JSON.parse(readFileSync(new URL(`${released}.json`, folder), "utf8"));
const changes = changesBetween(before, currentContract());

describe(`the contract since ${released}`, () => {
  it("has a version in package.json that is raised as much as the changes ask for", () => {
    const kind = kindOfChanges(changes);
    const list = changes.map(({ kind: each, path, how }) => `${each}: ${path} ${how}`).join("\n");
    const advice = `The contract has changed since ${released} (${kind}), and package.json says ${packageJson.version}. Raise ${kind === "breaking" ? "the major" : "the minor"} version, or take the change back:\n${list}`;
    expect(isRaisedEnough(kind, released, packageJson.version), advice).toBe(true);
  });

  it("is told in docs/upgrade.md, change by change", () => {
    const text = readFileSync(new URL("docs/upgrade.md", packageRoot), "utf8");
    expect(changes.filter((each) => !text.includes(`\`${nameOf(each)}\``))).toEqual([]);
  });
});

/** The name that a reader knows a change by: the code, the control, the export. */
function nameOf({ path }: Change): string {
  const names = path.split(".");
  const generic = [
    "type",
    "status",
    "retryable",
    "minimum",
    "maximum",
    "pattern",
    "enum",
    "items",
    "properties",
  ];
  return names.findLast((name) => !generic.includes(name)) as string;
}

describe("the comparison", () => {
  const base: Contract = {
    schemas: {
      GetThingParameters: {
        required: ["Id"],
        properties: { Id: { type: "string" }, Size: { minimum: 1, maximum: 10 }, Word: { enum: ["a", "b"] } },
      },
      GetThingAnswer: { properties: { State: { type: "string" } } },
    },
    errors: { Throttled: { status: 429, retryable: true } },
    client: ["createClient"],
  };
  /** The base with one value in place of another. */
  const edited = (find: string, replacement: string): Contract => {
    const text = JSON.stringify(base);
    expect(text).toContain(find);
    return JSON.parse(text.replace(find, replacement));
  };

  it.each([
    ["breaking", "an error's status", '"status":429', '"status":503'],
    ["breaking", "an export that is gone", '"createClient"', '"makeClient"'],
    ["breaking", "a member of an answer that is gone", '"State":{"type":"string"}', ""],
    ["breaking", "a parameter that becomes required", '"required":["Id"]', '"required":["Id","Size"]'],
    ["breaking", "a word that is no longer accepted", '["a","b"]', '["a"]'],
    ["breaking", "a lower limit", '"maximum":10', '"maximum":9'],
    ["addition", "a higher limit", '"maximum":10', '"maximum":11'],
    ["addition", "a word more", '["a","b"]', '["a","b","c"]'],
    ["addition", "a parameter that becomes optional", '"required":["Id"]', '"required":[]'],
    ["addition", "an optional parameter more", '"Word"', '"More":{"type":"string"},"Word"'],
    ["addition", "an error more", '"errors":{', '"errors":{"New":{"status":500},'],
    ["addition", "an operation more", '"schemas":{', '"schemas":{"GetMoreParameters":{"required":["Id"]},'],
    ["none", "the order of words", '["a","b"]', '["b","a"]'],
  ] as const)("calls %s: %s", (kind, _, find, replacement) => {
    expect(kindOfChanges(changesBetween(base, edited(find, replacement)))).toBe(kind);
  });

  it.each([
    ["breaking", "1.4.2", "2.0.0", true],
    ["breaking", "1.4.2", "1.5.0", false],
    ["addition", "1.4.2", "1.5.0", true],
    ["addition", "1.4.2", "2.0.0", true],
    ["addition", "1.4.2", "1.4.3", false],
    ["none", "1.4.2", "1.4.2", true],
    ["none", "1.4.2", "1.3.9", false],
  ] as const)("a change that is %s, from %s to %s: raised enough is %s", (kind, old, now, enough) => {
    expect(isRaisedEnough(kind, old, now)).toBe(enough);
  });

  it("reads what a module exports", () => {
    const source = `export { a, type B } from "./x.ts";\nexport type { C, D as E } from "./y.ts";\nexport interface F {}\nexport async function g() {}\nconst h = 1;`;
    expect(clientExports(source)).toEqual(["B", "C", "E", "F", "a", "g"].sort());
  });
});
