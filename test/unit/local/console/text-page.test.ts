import { expect, test } from "vitest";
import { projectManifest } from "../../../../local/cloud.ts";
import { realIceTextPage, textPage } from "../../../../local/console/text-page.ts";
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
