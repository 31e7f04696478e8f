import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { operations } from "../../functions/index.ts";
import { type InstalledPackage, installPackage } from "../support/cloud/installed-package.ts";

const cli = "node_modules/ims-functions/dist/cli/index.js";
let project: InstalledPackage;
beforeAll(async () => {
  project = await installPackage();
});
afterAll(() => project.remove());

/** A program of another project: TypeScript and JavaScript at once. */
const program = `
import { createClient, FunctionError, localTarget } from "ims-functions";
import { startCloud } from "ims-functions/local";

const cloud = await startCloud();
await cloud.putJob("GetMediaConvertJob", "mine", {
  script: [{ state: "Running", looks: 1 }, { state: "Success" }],
});
const client = createClient(localTarget({ port: cloud.port }));
const answer = await client.waitFor("GetMediaConvertJob", { JobId: "mine", wait: 20, view: "decoded" });
console.log(answer.lifecycle.phase, answer.Job?.JobId);
try {
  await client.invoke("GetLiveEditingJob", { JobId: "none" });
} catch (error) {
  if (error instanceof FunctionError) console.log(error.name, error.code);
}
await cloud.close();
`;

describe("the package, in an empty project", () => {
  it("has declarations that the compiler accepts, libraries included", async () => {
    await project.write("program.ts", program);
    const { code, stdout } = await project.typeCheck("program.ts");
    expect([stdout, code]).toEqual(["", 0]);
  });

  it("runs its client and its local cloud under node", async () => {
    await project.write("program.js", program);
    const { code, stdout, stderr } = await project.node(["program.js"]);
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toBe("succeeded mine\nFunctionError NotFound\n");
  });

  it("has the compiler refuse a wrong call with one error that names what is wrong", async () => {
    const wrong = [
      ['client.invoke("GetMediaConvertJob", { JobId: "j", wiat: 60 })', "'wiat' does not exist"],
      ['client.invoke("GetMediaConvertJob", {})', "not assignable to parameter"],
      ['client.invoke("GetMediaConvertJob", { JobId: 5 })', "'number' is not assignable to type 'string'"],
      ['client.invoke("ListBatchMediaProducingJobs", { Status: "Done" })', "'\"Done\"' is not assignable"],
      [
        'client.invoke("GetMediaConvertJob", { JobId: "j", view: "decode" })',
        "'\"decode\"' is not assignable",
      ],
      ['client.invoke("GetNothing", {})', "'\"GetNothing\"' is not assignable"],
    ] as const;
    const head =
      'import { createClient, localTarget } from "ims-functions";\nconst client = createClient(localTarget());\n';
    await project.write("wrong.ts", head + wrong.map(([call]) => `await ${call};\n`).join(""));
    const { stdout } = await project.typeCheck("wrong.ts");
    const errors = stdout.split("\n").filter((line) => line.includes("error TS"));
    expect(errors).toEqual(wrong.map(([, named]) => expect.stringContaining(named)));
    expect(stdout).not.toContain("No overload");
  });

  it("runs the documented test suite of another project", async () => {
    const suite = await readFile(new URL("../../docs/examples/local-cloud.ts", import.meta.url), "utf8");
    await project.write("suite.test.js", suite);
    const { code, stdout } = await project.node(["--test", "suite.test.js"]);
    expect([stdout, code]).toEqual([expect.stringContaining("pass 1"), 0]);
  });

  it("runs smoke and exec", async () => {
    const { code, stdout, stderr } = await project.node([cli, "exec", "--", process.execPath, cli, "smoke"]);
    expect([code, stderr]).toEqual([0, ""]);
    const works = { explains: true, answers: true };
    expect(JSON.parse(stdout)).toEqual(operations.map(({ name }) => ({ operation: name, ...works })));
  });

  it.each(["build", "verify", "deploy", "docs"])("says that %s needs a checkout", async (command) => {
    const [run, help] = await Promise.all([
      project.node([cli, command]),
      project.node([cli, command, "--help"]),
    ]);
    expect([run.code, run.stdout]).toEqual([2, ""]);
    expect(run.stderr).toContain("needs a checkout");
    expect([help.code, help.stdout]).toEqual([0, expect.stringContaining("Needs a checkout")]);
  });

  it("has no tests, sources or maps in it, and nothing of pop-core in the client", async () => {
    const strange = /(^|\/)(test|docs|tools)\/|(?<!\.d)\.ts$|\.map$|\.tgz$/;
    expect(project.files.filter((path) => strange.test(path))).toEqual([]);
    const folder = join(project.folder, "node_modules/ims-functions/dist/client");
    expect(await readFile(join(folder, "index.js"), "utf8")).not.toMatch(/pop-core|SignatureNonce/);
    expect(await readFile(join(folder, "THIRD-PARTY-NOTICES.txt"), "utf8")).not.toContain("pop-core");
  });
});
