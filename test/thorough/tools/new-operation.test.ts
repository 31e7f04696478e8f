import { spawn } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { addOperation } from "../../../tools/new-operation/add.ts";
import { type Ended, runNode } from "../../support/cloud/commands.ts";
import { root } from "../../support/cloud/program.ts";
import { copyProject, sources } from "../../support/cloud/project-copy.ts";

// Samples of nobody's: no field name and no state word of them is used elsewhere.
const job = {
  RequestId: "5F0C",
  WeaveJob: {
    WeaveId: "weave-1",
    WeaveState: "Woven",
    CreatedTime: "2021-02-03T04:05:06Z",
    Percent: 100,
    Threads: "12",
    Colours: "red, blue",
    Knots: '[{"Kind":"reef","Turns":"3"}]',
    IsDry: true,
  },
};
const list = {
  RequestId: "5F0D",
  Kilns: [{ KilnId: "kiln-1", GlazeStatus: "Glazed", CreationTime: "2021-02-03T04:05:06Z", Shelves: 3 }],
  NextToken: "",
  MaxResults: 10,
};
const batch = {
  RequestId: "5F0E",
  Parcels: [{ ParcelId: "parcel-1", Stamps: "1,2", Weight: 1.5 }],
  LostList: ["parcel-2"],
};

/** Unit tests with a row for each operation, or with lists that must hold every operation. */
const tableTests = [
  "functions",
  "tools",
  "cli/invoke",
  "cli/lib/options",
  "client/types",
  "local/ice/orders",
  "local/console",
  "shared/loading",
  "shared/response/decode-samples",
  "shared/validation/validate",
];

/** What is checked beside the sources. */
const checked = [
  ...["docs", "test", "README.md", "README.zh-CN.md", "SECURITY.md", "CHANGELOG.md", "CONTRIBUTING.md"],
  ...["biome.json", "tsconfig.json"],
];

let copy: string;
let command: Ended;
beforeAll(async () => {
  copy = copyProject([...sources, ...checked, "dist/cli"]);
  writeFileSync(join(copy, "weave.json"), JSON.stringify(job));
  const states = "Spun=pending,Weaving=running,Woven=succeeded,Torn=failed";
  command = await inCopy(
    "cli/run.mjs",
    "new-operation",
    "GetWeaveJob",
    "--sample",
    "weave.json",
    "--states",
    states,
  );
  const url = pathToFileURL(`${copy}/`);
  await addOperation(url, "ListKilnJobs", JSON.stringify(list), { phases: { Glazed: "succeeded" } });
  await addOperation(url, "BatchGetParcels", JSON.stringify(batch));
});
afterAll(() => rmSync(copy, { recursive: true }));

/** Runs a program of the copy. */
const inCopy = (...args: string[]) => runNode(args, {}, copy, 60_000);
const textOf = (path: string) => readFileSync(join(copy, path), "utf8");

it("says what it wrote and what to check", () => {
  expect(command).toMatchObject({ code: 0, stderr: "" });
  for (const file of ["operation.ts", "schema.ts", "index.ts", "sample.json"])
    expect(command.stdout).toContain(`functions/get-weave-job/${file}`);
  expect(command.stdout).toMatch(/WeaveJob\.Threads +a number in a string\n/);
  expect(command.stdout).toMatch(/WeaveJob\.Colours +a comma list\n/);
  expect(command.stdout).toMatch(/WeaveJob\.Knots +JSON in a string\n/);
});

it("refuses an operation that is there, and a sample without a job, and writes nothing", async () => {
  const before = textOf("functions/index.ts");
  const again = await inCopy("cli/run.mjs", "new-operation", "GetWeaveJob", "--sample", "weave.json");
  expect([again.code, again.stderr]).toEqual([2, expect.stringContaining("exists already")]);
  const nothing = addOperation(pathToFileURL(`${copy}/`), "GetNothingJob", "{}");
  await expect(nothing).rejects.toThrow("has no job");
  expect(textOf("functions/index.ts")).toBe(before);
});

describe("the project with three more operations", () => {
  it("is free of type errors and well formatted", async () => {
    const types = await inCopy("node_modules/typescript/bin/tsc", "--noEmit");
    expect(types.stdout + types.stderr).toBe("");
    const biome = join(root, "node_modules/@biomejs/biome/bin/biome");
    const format = await inCopy(biome, "check", "--vcs-enabled=false", "--error-on-warnings", "functions");
    expect([format.code, format.stderr]).toEqual([0, ""]);
  }, 60_000);

  it("has a manifest that is well formed", async () => {
    expect(await inCopy("cli/run.mjs", "verify")).toMatchObject({ code: 0, stderr: "" });
  });

  it("passes the tests that go through all operations", async () => {
    // What is generated of the documents comes first, as the command says.
    expect((await inCopy("cli/run.mjs", "docs")).code).toBe(0);
    const vitest = [
      "node_modules/vitest/vitest.mjs",
      "run",
      "--config=test/vitest.config.ts",
      "--project=unit",
      // Two would load the modules twice.
      "--maxWorkers=1",
    ];
    const tests = await inCopy(...vitest, ...tableTests.map((path) => `test/unit/${path}`));
    expect(`${tests.stdout}${tests.stderr}`.split("\n").filter((line) => /FAIL|Error:/.test(line))).toEqual(
      [],
    );
    expect(tests.code).toBe(0);
  }, 60_000);

  it("runs in the local cloud: a planted job is waited for and decoded, a list and a batch are answered", async () => {
    const { url, iceUrl, page } = await startCopy();
    for (const name of ["GetWeaveJob", "ListKilnJobs", "BatchGetParcels"]) expect(page).toContain(name);
    // Without a time: an old job is polled seldom.
    const { WeaveId: _, CreatedTime: __, ...unnamed } = job.WeaveJob;
    const planted = {
      document: { WeaveJob: { ...unnamed, WeaveId: "mine" } },
      script: [{ state: "Spun", looks: 1 }, { state: "Weaving", seconds: 1 }, { state: "Woven" }],
    };
    const put = await fetch(`${iceUrl}/_control/jobs/GetWeaveJob/mine`, {
      method: "PUT",
      body: JSON.stringify(planted),
    });
    expect(put.status).toBe(200);
    const ask = async (path: string) => (await fetch(`${url}/${path}`)).json();
    expect(await ask("GetWeaveJob?WeaveId=mine&wait=20&view=decoded")).toMatchObject({
      WeaveJob: { Threads: 12, Colours: ["red", "blue"], Knots: [{ Kind: "reef", Turns: 3 }], IsDry: true },
      lifecycle: { phase: "succeeded", state: "Woven", done: true, progress: 100 },
    });
    expect(await ask("ListKilnJobs?pages=all")).toMatchObject({
      Kilns: [{ KilnId: "kiln-1", lifecycle: { phase: "succeeded" } }],
    });
    expect(await ask("BatchGetParcels?ParcelIds=parcel-1,parcel-9&view=decoded")).toMatchObject({
      Parcels: [{ ParcelId: "parcel-1", Stamps: ["1", "2"] }],
      LostList: ["parcel-9"],
    });
  }, 60_000);
});

/** Starts the copy's own command. It builds the functions first. */
async function startCopy() {
  const child = spawn(process.execPath, ["cli/run.mjs", "start"], {
    cwd: copy,
    env: { PATH: process.env.PATH, PORT: "0", ICE_PORT: "0" },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let page = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      page += chunk;
    });
  await expect.poll(() => page, { timeout: 40_000 }).toContain("Ctrl-C");
  const [url = "", iceUrl = ""] = page.match(/http:\/\/127\.0\.0\.1:\d+/g) ?? [];
  return { url, iceUrl, page };
}
