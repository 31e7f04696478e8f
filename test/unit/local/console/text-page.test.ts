import { expect, test } from "vitest";
import { operations } from "../../../../functions/index.ts";
import { projectManifest } from "../../../../local/cloud.ts";
import { overview, realIceTextPage, textPage } from "../../../../local/console/text-page.ts";
import { readManifest } from "../../../../local/fc/manifest.ts";
import { changedManifest } from "../../../support/cloud/changed-manifest.ts";

const off = readManifest(projectManifest);

test.each([
  [false, true, "Timers: none fire by themselves without --timers"],
  [true, true, "Timers: those that are on fire by themselves"],
  [true, false, "Timers: all are off; enable: true in s.yaml turns one on"],
])("what --timers=%s does with a timer whose switch is %s is said on every page", (timers, enable, line) => {
  const on = readManifest(changedManifest(/enable: false/g, "enable: true"));
  const options = { url: "http://127.0.0.1:1", operations: [], configs: enable ? on : off, timers };
  const user = { accessKeyId: "id", accessKeySecret: "secret" };
  const switched = enable ? "on" : "off";
  for (const text of [
    textPage({ ...options, iceUrl: "http://127.0.0.1:2", user, now: new Date(0) }),
    realIceTextPage({ ...options, where: "region cn-shanghai" }),
  ])
    expect(text).toContain(`${line}\n  list-batch-media-producing-jobs/sweep  0 */15 * * * *  ${switched}\n`);
});

test("a function without a resource, and a resource without a function, are problems on every page", () => {
  const user = { accessKeyId: "id", accessKeySecret: "secret" };
  const options = {
    url: "http://127.0.0.1:1",
    operations: operations.slice(1),
    configs: off.slice(0, -1),
    timers: false,
  };
  const [first, last] = [off[0]?.name, off.at(-1)?.name];
  const pages = [
    textPage({ ...options, iceUrl: "http://127.0.0.1:2", user, now: new Date(0) }),
    realIceTextPage({ ...options, where: "region cn-shanghai" }),
  ];
  for (const text of pages) {
    expect(text).toMatch(new RegExp(`Problems\\n  ${last} +has no resource in s.yaml`));
    expect(text).toMatch(new RegExp(`  ${first} +is in s.yaml, but no operation`));
  }
  expect(realIceTextPage({ ...options, operations, configs: off, where: "x" })).not.toContain("Problems");
});

test("what a terminal shows fits into 80 columns, and says where each operation is", () => {
  const user = { accessKeyId: "local", accessKeySecret: "local" };
  const addresses = { url: "http://127.0.0.1:65535", iceUrl: "http://127.0.0.1:65534" };
  const text = overview({ ...addresses, user, operations, configs: off, timers: true });
  expect(text.split("\n").filter((line) => line.length > 80)).toEqual([]);
  for (const { name, functionName } of operations)
    expect(text).toMatch(new RegExp(`^  ${name} +${functionName}$`, "m"));
});
