import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, expect, onTestFinished, test } from "vitest";
import { operations } from "../../functions/index.ts";
import { startIce } from "../../local/ice/server.ts";
import { runLoadedCommand } from "../support/cloud/commands.ts";
import { copyProject, sources } from "../support/cloud/project-copy.ts";
import { secretsIn } from "../support/unit/secrets.ts";
import { controlIce } from "../support/wire/ice-control.ts";

let copy: string;
beforeAll(() => {
  copy = copyProject(sources);
});
afterAll(() => rmSync(copy, { recursive: true }));

interface Command {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output(): string;
}

function start(args: readonly string[], env: Record<string, string>): Command {
  const child = spawn(process.execPath, ["cli/run.mjs", "start", ...args], {
    cwd: copy,
    env: { PATH: process.env.PATH, ...env },
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (chunk) => {
      text += chunk;
    });
  return { child, ended: once(child, "close").then(([code]) => code), output: () => text };
}

/** The requests of curl commands in a text. */
function curlCommands(text: string): Request[] {
  return [...text.matchAll(/^ {2}curl '(.*?)'((?: \\\n {4}-[Hd] '.*?')*)/gm)].map(
    ([, url = "", rest = ""]) => {
      const headers = [...rest.matchAll(/-H '(.*?): (.*?)'/g)].map(
        ([, name = "", value = ""]): [string, string] => [name, value],
      );
      const body = /-d '(.*)'/.exec(rest)?.[1];
      return new Request(url, { headers, ...(body !== undefined && { method: "POST", body }) });
    },
  );
}

test("it builds, says what is where, each call that it prints is answered, and it ends when told", async () => {
  const { child, ended, output } = start([], { PORT: "0", ICE_PORT: "0" });
  await expect.poll(output, { timeout: 15_000 }).toContain("Ctrl-C");
  const calls = curlCommands(output());
  expect(calls.map(({ url }) => new URL(url).pathname.split("/")[1])).toEqual([
    "GetYikeStoryboardJob",
    "http-triggers",
    "2023-03-30",
    "timers",
  ]);
  for (const call of calls) {
    const response = await fetch(call);
    expect([response.status, response.headers.get("x-fc-error-type")]).toEqual([200, null]);
    expect(await response.text()).toMatch(/"JobId":"\*+/);
  }
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
});

test("to the real ICE it goes with the credentials of a role, and prints none of them, whatever DEBUG says", async () => {
  const ice = await startIce({ operations });
  onTestFinished(() => ice.close());
  const { child, ended, output } = start(["--on", "ice"], {
    PORT: "0",
    DEBUG: "*",
    REGION: "cn-shanghai",
    ICE_ENDPOINT: ice.url,
    STS_ENDPOINT: ice.url,
    ALIBABA_CLOUD_ACCESS_KEY_ID: ice.user.accessKeyId,
    ALIBABA_CLOUD_ACCESS_KEY_SECRET: ice.user.accessKeySecret,
    ALIBABA_CLOUD_ROLE_ARN: "acs:ram::1000000000000001:role/reader",
  });
  await expect.poll(output, { timeout: 15_000 }).toContain("✓ Key, role and region work: ICE answers");
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(output())?.[0];
  const response = await fetch(`${url}/ListBatchMediaProducingJobs`);
  expect(response.status).toBe(200);
  child.kill("SIGTERM");
  expect(await ended).toBe(0);
  expect(output()).not.toMatch(/STS\.|CAIS|[Ss]ignature=/);
  expect(secretsIn(output(), ice.user)).toEqual([]);
});

test("with --watch it runs what a source says now, keeps its jobs, and survives what is wrong", async () => {
  const { output } = start(["--watch"], { PORT: "0", ICE_PORT: "0" });
  await expect.poll(output, { timeout: 15_000 }).toContain("Ctrl-C");
  const [, url, iceUrl] = /(http:\S+) +API gateway[\s\S]*?(http:\S+) +ICE/.exec(output()) ?? [];
  const document = { Job: { State: "Paused" } };
  await controlIce(`${iceUrl}`, "PUT", "jobs/GetMediaConvertJob/kept", { document });
  const phase = async () => {
    const answer = await fetch(`${url}/GetMediaConvertJob?JobId=kept&fields=lifecycle.phase`);
    return ((await answer.json()) as { lifecycle: { phase: string } }).lifecycle.phase;
  };
  expect(await phase()).toBe("unknown");

  const change = async (file: string, edit: (text: string) => string) =>
    writeFile(join(copy, file), edit(await readFile(join(copy, file), "utf8")));
  const source = "functions/get-media-convert-job/operation.ts";
  await change(source, (text) => text.replace("phases: {", 'phases: {\n    Paused: "pending",'));
  await expect.poll(output).toContain("✓ Built and reloaded.");
  expect(await phase()).toBe("pending");

  await change(source, (text) => `${text}}`);
  await expect.poll(output).toContain("✕ Not reloaded; the functions stay as they were.");
  expect(await phase()).toBe("pending");
  await change(source, (text) => text.slice(0, -1));
});

test("a port in use is told by the variable that sets it", async () => {
  const squatter = createServer().listen(0, "127.0.0.1");
  await once(squatter, "listening");
  onTestFinished(() => void squatter.close());
  const port = String((squatter.address() as AddressInfo).port);
  for (const [variable, other] of [
    ["PORT", "ICE_PORT"],
    ["ICE_PORT", "PORT"],
  ] as const) {
    const { ended, output } = start([], { [variable]: port, [other]: "0" });
    expect(await ended).toBe(2);
    expect(output()).toMatch(new RegExp(`^.*${port} .* ${variable} .*\n$`));
  }
});

test.each([
  [["--tmers"], {}, "Do this: use --timers."],
  [
    ["--on", "ice"],
    { REGION: "cn-shanghai", ALIBABA_CLOUD_SECURITY_TOKEN: "token" },
    "ALIBABA_CLOUD_ACCESS_KEY_ID; ALIBABA_CLOUD_ACCESS_KEY_SECRET",
  ],
  [["--instances", "0"], {}, "whole number from 1 to 9999"],
  [[], { PORT: "high" }, 'PORT is "high"'],
])("refuses %j with %j and says why", async (args, env, named) => {
  expect(await runLoadedCommand(["start", ...args], env)).toEqual({
    code: 2,
    stdout: "",
    stderr: expect.stringContaining(named),
  });
});
