import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, rmSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest";
import { type LocalCloud, startCloud } from "../../../local/index.ts";
import { runCommand } from "../../support/cloud/commands.ts";
import { root } from "../../support/cloud/program.ts";
import { built, copyProject, sources } from "../../support/cloud/project-copy.ts";
import { controlIce } from "../../support/wire/ice-control.ts";

let cloud: LocalCloud;
let copy: string;
beforeAll(async () => {
  copy = copyProject([...sources, ...built]);
  cloud = await startCloud();
});
afterAll(async () => {
  rmSync(copy, { recursive: true });
  await cloud.close();
});

const entry = join(root, "dist/cli/index.js");
const freePorts = { PATH: process.env.PATH, PORT: "0", ICE_PORT: "0" };
const call = ["invoke", "GetMediaConvertJob", "--JobId", "hostile"];
const hostile = "\u001b]0;title\u0007\u009b2J\u202e";
const unprintable = /(?![\t\n])[\p{Cc}\p{Bidi_Control}]/u;

/** Starts the local cloud by a program; hands out its URL, from the page that it prints. */
async function urlOf(output: NodeJS.ReadableStream): Promise<string> {
  for await (const line of createInterface(output)) {
    const url = /^ +(http:\S+) +API gateway/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error("The cloud has not started.");
}

const answers = (url: string) =>
  fetch(`${url}/_health`).then(
    ({ ok }) => ok,
    () => false,
  );

describe("control characters from ICE", () => {
  beforeAll(() =>
    cloud.putJob("GetMediaConvertJob", "hostile", { document: { Job: { Message: hostile } } as never }),
  );

  it("are escaped in what invoke prints, and the JSON means the same", async () => {
    const { stdout } = await runCommand(call, { IMS_FUNCTIONS_URL: cloud.url });
    expect(stdout).not.toMatch(unprintable);
    expect(JSON.parse(stdout).Job.Message).toBe(hostile);
  });

  it("are escaped in the functions' log", async () => {
    const child = spawn(process.execPath, [join(copy, "cli/run.mjs"), "start"], {
      env: freePorts,
      stdio: ["ignore", "pipe", "inherit"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let printed = "";
    child.stdout.on("data", (chunk) => {
      printed += chunk;
    });
    await expect.poll(() => printed).toContain("log follows");
    const [, url, iceUrl] = /(http:\S+) +API gateway[\s\S]*?(http:\S+) +ICE/.exec(printed) ?? [];
    const document = { Job: { State: "Running", [hostile]: 1 } };
    await controlIce(`${iceUrl}`, "PUT", "jobs/GetMediaConvertJob/hostile", { document });
    await fetch(`${url}/GetMediaConvertJob?JobId=hostile`);
    await expect.poll(() => printed).toContain('"drift"');
    expect(printed).not.toMatch(unprintable);
  });
});

describe("an output that can't be written", () => {
  it("ends no command with a stack trace when its reader has gone", async () => {
    const child = spawn(process.execPath, [entry, ...call], {
      env: { IMS_FUNCTIONS_URL: cloud.url },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let errors = "";
    child.stderr.on("data", (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, "close");
    expect([code, errors]).toEqual([0, ""]);
  });

  it.skipIf(!existsSync("/dev/full"))("is told by exit code and one line when the disk is full", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [entry, ...call], {
      env: { IMS_FUNCTIONS_URL: cloud.url },
      stdio: ["ignore", full, "pipe"],
    });
    let errors = "";
    child.stderr?.on("data", (chunk) => {
      errors += chunk;
    });
    const [code] = await once(child, "close");
    expect([code, errors]).toEqual([5, "The output can't be written: ENOSPC.\n"]);
  });

  it("does not end the local cloud", async () => {
    const child = spawn(process.execPath, [join(copy, "cli/run.mjs"), "start"], {
      env: freePorts,
      stdio: ["ignore", "pipe", "pipe"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const url = await urlOf(child.stdout);
    child.stdout.destroy();
    child.stderr.destroy();
    // Each of these prints a line.
    for (let call = 0; call < 3; call++) await fetch(`${url}/GetMediaConvertJob?JobId=none`);
    expect(await answers(url)).toBe(true);
  });
});

describe.skipIf(process.platform === "win32")("a local cloud that npm has started", () => {
  it.each(["SIGKILL", "SIGTERM"] as const)("ends when npm ends by %s", async (signal) => {
    const npm = spawn("npm", ["start"], { cwd: copy, env: freePorts, stdio: ["ignore", "pipe", "ignore"] });
    onTestFinished(() => void npm.kill("SIGKILL"));
    const url = await urlOf(npm.stdout);
    expect(await answers(url)).toBe(true);
    npm.kill(signal);
    await expect.poll(() => answers(url)).toBe(false);
  });

  it("outlives a shell that npm has nothing to do with", async () => {
    const script = `"$0" "$1" start & echo $!; sleep 30`;
    const shell = spawn("sh", ["-c", script, process.execPath, join(copy, "cli/run.mjs")], {
      env: freePorts,
      stdio: ["ignore", "pipe", "ignore"],
    });
    let pid = 0;
    onTestFinished(() => {
      if (pid > 0) process.kill(pid, "SIGKILL");
    });
    shell.stdout.once("data", (chunk) => {
      pid = Number.parseInt(String(chunk), 10);
    });
    const url = await urlOf(shell.stdout);
    shell.kill("SIGKILL");
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(await answers(url)).toBe(true);
  });
});
