import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { createFunctions } from "../../../../local/fc/functions.ts";
import { readManifest } from "../../../../local/fc/manifest.ts";
import { residentByPs } from "../../../../local/fc/memory.ts";
import { closeServer, listen } from "../../../../local/http/listen.ts";
import { fire, hostOf, timer, until, writeFunctions } from "../../../support/cloud/fixture-host.ts";
import { programOf } from "../../../support/cloud/program.ts";

const pidHandler = "exports.handler = async () => String(process.pid);";

/** Whether a process is still there. */
function runs(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

test("the event is a Buffer and each kind of result becomes bytes", async () => {
  const host = await hostOf({
    fn: {
      code: `exports.handler = async (event) => {
        const { payload } = JSON.parse(event);
        return { buffer: Buffer.isBuffer(event), text: "as is", bytes: Buffer.from([104, 105]), nothing: undefined, zero: 0 }[payload];
      };`,
      props: timer,
    },
  });
  expect((await fire(host, "fn", "buffer")).text).toBe("true");
  expect((await fire(host, "fn", "text")).text).toBe("as is");
  expect((await fire(host, "fn", "bytes")).text).toBe("hi");
  expect((await fire(host, "fn", "nothing")).text).toBe("");
  expect((await fire(host, "fn", "zero")).text).toBe("0");
});

test("the context tells the function about itself, with the role's credentials", async () => {
  const code =
    "exports.handler = async (event, { logger, ...context }) => ({ ...context, logs: typeof logger.info });";
  const props = { ...timer, timeout: 7, memorySize: 192 };
  const host = await hostOf({
    roleless: { code, props },
    trusted: { code, props: { ...props, role: "Reader" } },
  });
  const context = JSON.parse((await fire(host, "trusted")).text);
  expect(context).toMatchObject({
    requestId: expect.stringMatching(/^1-[0-9a-f]{8}-[0-9a-f]{24}$/),
    region: "cn-test",
    accountId: expect.stringMatching(/^\d{16}$/),
    credentials: { accessKeyId: "STS.test", accessKeySecret: "secret", securityToken: "token" },
    function: { name: "trusted", handler: "index.handler", memory: 192, timeout: 7 },
    service: { qualifier: "LATEST" },
    logs: "function",
  });
  expect(JSON.parse((await fire(host, "roleless")).text)).not.toHaveProperty("credentials");
});

test("an instance sees its function's variables and Function Compute's, nothing of the host's", async () => {
  process.env.HOST_SECRET = "leaked";
  onTestFinished(() => void delete process.env.HOST_SECRET);
  const host = await hostOf(
    {
      fn: {
        code: "exports.handler = async () => process.env;",
        props: {
          ...timer,
          environmentVariables: { OWN: "1", ICE_ENDPOINT: "https://real" },
          memorySize: 256,
        },
      },
    },
    { environment: { ICE_ENDPOINT: "http://127.0.0.1:1" } },
  );
  const environment = JSON.parse((await fire(host, "fn")).text);
  expect(environment).toMatchObject({
    OWN: "1",
    ICE_ENDPOINT: "http://127.0.0.1:1",
    FC_REGION: "cn-test",
    FC_FUNCTION_NAME: "fn",
    FC_FUNCTION_HANDLER: "index.handler",
    FC_FUNCTION_MEMORY_SIZE: "256",
  });
  const names = Object.keys(environment).filter((name) => !name.startsWith("FC_"));
  expect(names.sort()).toEqual(["ICE_ENDPOINT", "OWN", "PATH", "TZ"]);
});

test("a request that comes while another runs gets an instance of its own, one that comes later does not", async () => {
  const host = await hostOf({
    fn: {
      code: `let requests = 0;
      exports.handler = async () => {
        await new Promise((resolve) => setTimeout(resolve, 100));
        return { pid: process.pid, requests: ++requests };
      };`,
      props: timer,
    },
  });
  const ask = async () => JSON.parse((await fire(host, "fn")).text);
  const together = await Promise.all([ask(), ask(), ask()]);
  expect(new Set(together.map(({ pid }) => pid)).size).toBe(3);
  expect(together.map(({ requests }) => requests)).toEqual([1, 1, 1]);
  const later = await ask();
  expect(together.map(({ pid }) => pid)).toContain(later.pid);
  expect(later.requests).toBe(2);
});

test("when the largest number of instances is busy, the next request is throttled and the others are not hurt", async () => {
  const code = "exports.handler = () => new Promise((resolve) => setTimeout(resolve, 300, 'done'));";
  const host = await hostOf({ fn: { code, props: timer } }, { instances: 2 });
  const answers = await Promise.all([fire(host, "fn"), fire(host, "fn"), fire(host, "fn")]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 429]);
  const throttled = answers.find(({ status }) => status === 429);
  expect(JSON.parse(throttled?.text ?? "")).toMatchObject({ Code: "ResourceThrottled" });
  expect((await fire(host, "fn")).text).toBe("done");
});

test.each([0, -1, 1.5, Number.NaN])("%d is no number of instances", async (instances) => {
  await expect(hostOf({ fn: { code: "", props: timer } }, { instances })).rejects.toThrow("instances");
});

test("a thrown error is told by its name, message and stack, and the instance lives on", async () => {
  const host = await hostOf({
    fn: {
      code: `let requests = 0;
      exports.handler = async (event) => {
        requests++;
        if (JSON.parse(event).payload === "fail") throw Object.assign(new Error("oops"), { name: "NotFound" });
        return { requests };
      };`,
      props: timer,
    },
  });
  const { text, error, status } = await fire(host, "fn", "fail");
  expect({ error, status }).toEqual({ error: "HandledInvocationError", status: 200 });
  expect(JSON.parse(text)).toEqual({
    errorMessage: "oops",
    errorType: "NotFound",
    stackTrace: expect.arrayContaining([expect.stringContaining("index.js")]),
  });
  expect((await fire(host, "fn")).text).toBe('{"requests":2}');
});

test("a function at its timeout is killed, and the next request gets a new instance", async () => {
  const code = `exports.handler = async (event) => {
    console.log("pid", process.pid);
    if (JSON.parse(event).payload === "hang") for (;;);
    return String(process.pid);
  };`;
  const host = await hostOf({ fn: { code, props: { ...timer, timeout: 0.2 } } });
  const { text, error } = await fire(host, "fn", "hang");
  expect(error).toBe("UnhandledInvocationError");
  expect(JSON.parse(text)).toEqual({ errorMessage: "Function time out after 0.2 seconds" });
  const pid = Number(/pid (\d+)/.exec(host.lines.join())?.[1]);
  await until(() => !runs(pid));
  expect((await fire(host, "fn")).text).toMatch(/^\d+$/);
});

test.each([
  ["exits", "process.exit(1);"],
  [
    "rejects somewhere else",
    "Promise.reject(new Error('elsewhere')); await new Promise(() => setInterval(() => {}, 1000));",
  ],
])("a process that %s gives an error message alone, and harms no other request", async (_, death) => {
  const code = `exports.handler = async (event) => {
    const { payload } = JSON.parse(event);
    if (payload === "die") { ${death} }
    await new Promise((resolve) => setTimeout(resolve, 200));
    return "fine";
  };`;
  const host = await hostOf({ fn: { code, props: timer } });
  const [other, dead] = await Promise.all([fire(host, "fn"), fire(host, "fn", "die")]);
  expect(other.text).toBe("fine");
  expect(dead.error).toBe("UnhandledInvocationError");
  expect(JSON.parse(dead.text)).toEqual({
    errorMessage: expect.stringMatching(/^Process exited unexpectedly before completing request/),
  });
  expect((await fire(host, "fn")).text).toBe("fine");
});

test("code that does not load or has no handler fails each request with the reason", async () => {
  const host = await hostOf({
    broken: { code: "require('./missing.js');", props: timer },
    empty: { code: "", props: timer },
  });
  const broken = await fire(host, "broken");
  expect(broken.error).toBe("UnhandledInvocationError");
  expect(JSON.parse(broken.text).errorMessage).toContain("Cannot find module './missing.js'");
  expect(JSON.parse((await fire(host, "broken")).text).errorMessage).toContain("Cannot find module");
  expect(JSON.parse((await fire(host, "empty")).text).errorMessage).toContain("Handler 'handler' is missing");
});

test("an initializer runs once, before the first request", async () => {
  const host = await hostOf({
    fn: {
      code: `let calls = [];
      exports.initialize = async (context) => { calls.push("initialize " + context.function.name); };
      exports.handler = async () => { calls.push("handle"); return calls; };`,
      props: {
        ...timer,
        instanceLifecycleConfig: { initializer: { handler: "index.initialize", timeout: 5 } },
      },
    },
  });
  await fire(host, "fn");
  expect(JSON.parse((await fire(host, "fn")).text)).toEqual(["initialize fn", "handle", "handle"]);
});

test("between requests an instance is frozen: its timers wait for the next request", async () => {
  const host = await hostOf({
    fn: {
      code: `let ticks = 0;
      exports.handler = async () => {
        const seen = ticks;
        setInterval(() => { ticks++; }, 1).unref();
        return String(seen);
      };`,
      props: timer,
    },
  });
  expect((await fire(host, "fn")).text).toBe("0");
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(Number((await fire(host, "fn")).text)).toBeLessThan(10);
});

test("a thawed instance first sees what happened while it was frozen: a kept connection that its peer closed", async () => {
  let connections = 0;
  const upstream = createServer({ keepAliveTimeout: 1 }, (_, response) => response.end("up"));
  upstream.on("connection", (socket) => {
    connections++;
    socket.setTimeout(50, () => socket.destroy());
  });
  const url = await listen(upstream, 0);
  onTestFinished(() => closeServer(upstream));
  const host = await hostOf({
    fn: {
      code: `const http = require("node:http");
      const agent = new http.Agent({ keepAlive: true });
      exports.handler = () => new Promise((resolve, reject) => {
        http.get("${url}", { agent }, (answer) => answer.on("data", resolve)).on("error", reject);
      });`,
      props: timer,
    },
  });
  expect(await fire(host, "fn")).toMatchObject({ text: "up", error: null });
  await until(() => connections === 1);
  await new Promise((resolve) => setTimeout(resolve, 150));
  expect(await fire(host, "fn")).toMatchObject({ text: "up", error: null });
  expect(connections).toBe(2);
});

test("an instance that has been idle for long is gone", async () => {
  const host = await hostOf({ fn: { code: pidHandler, props: timer } }, { idleMs: 20 });
  const pid = Number((await fire(host, "fn")).text);
  await until(() => !runs(pid));
  expect(Number((await fire(host, "fn")).text)).not.toBe(pid);
});

test("a caller that hangs up ends the instance that works for it", async () => {
  const code = `exports.handler = async (event) => {
    console.log("pid", process.pid);
    await new Promise(() => setInterval(() => {}, 1000));
  };`;
  const host = await hostOf({ fn: { code, props: { ...timer, timeout: 60 } } });
  const impatient = new AbortController();
  const request = fetch(`${host.url}/timers/fn/t`, { method: "POST", signal: impatient.signal });
  await until(() => host.lines.length > 0);
  impatient.abort();
  await expect(request).rejects.toThrow();
  const pid = Number(/pid (\d+)/.exec(host.lines.join())?.[1]);
  await until(() => !runs(pid));
});

test("what a function writes arrives line by line under its name; console lines carry time, request and level", async () => {
  const code = `exports.handler = async (event, { requestId }) => {
    process.stdout.write('{"json":true}\\n');
    console.error("two\\nlines");
    return requestId;
  };`;
  const host = await hostOf({ fn: { code, props: timer } });
  const requestId = (await fire(host, "fn")).text;
  await until(() => host.lines.length === 2);
  expect(host.lines[0]).toBe('fn {"json":true}');
  expect(host.lines[1]).toMatch(new RegExp(`^fn \\d{4}-.*Z ${requestId} \\[error\\] two\\rlines$`));
});

test("closing the host ends every instance, busy or frozen", async () => {
  const code = `exports.handler = async (event) => {
    console.log("pid", process.pid);
    if (JSON.parse(event).payload === "hang") await new Promise(() => setInterval(() => {}, 1000));
  };`;
  const host = await hostOf({ fn: { code, props: { ...timer, timeout: 60 } } });
  await fire(host, "fn");
  const hanging = Promise.allSettled([fire(host, "fn", "hang"), fire(host, "fn", "hang")]);
  await until(() => host.lines.length === 3);
  await host.close();
  await hanging;
  const pids = host.lines.map((line) => Number(line.split(" ").at(-1)));
  expect(pids.filter(runs)).toEqual([]);
});

test.each([1, 2])(
  "a request in the moment in which an idle instance dies runs on another one, of %d at most",
  async (maxInstances) => {
    const functions = createFunctions({
      configs: readManifest(writeFunctions({ fn: { code: pidHandler } })),
      credentials: () => Promise.reject(new Error("no function here has a role")),
      environment: {},
      log: () => {},
      maxInstances,
      idleMs: 60_000,
    });
    onTestFinished(() => functions.close());
    const invoke = () => functions.invoke("fn", Buffer.alloc(0), { requestId: "1" });
    const first = Number((await invoke()).payload);
    process.kill(first, "SIGKILL");
    // Nobody has told the host yet.
    const { ok, payload } = await invoke();
    expect(ok).toBe(true);
    expect(Number(payload)).not.toBe(first);
  },
);

test("a number of instances that is none is refused", async () => {
  for (const instances of [0, 1.5, Number.NaN])
    await expect(hostOf({ fn: { code: pidHandler } }, { instances })).rejects.toThrow("whole number");
});

test("ps tells a process's resident memory where the kernel's own files are missing", async () => {
  const megabytes = await new Promise<number>((resolve) => residentByPs(process.pid, resolve));
  expect(megabytes).toBeGreaterThan(10);
});

test("a host that is killed outright leaves no instance behind, frozen or at work", async () => {
  const connections: Socket[] = [];
  const witness = createTcpServer((socket) => connections.push(socket.on("error", () => {}).resume()));
  witness.listen(0, "127.0.0.1");
  await once(witness, "listening");
  onTestFinished(() => void witness.close());
  const connect = `require("node:net").connect(${(witness.address() as AddressInfo).port}, "127.0.0.1")`;
  const manifest = writeFunctions({
    frozen: { code: `exports.handler = () => new Promise((resolve) => ${connect}.on("connect", resolve));` },
    busy: { code: `exports.handler = () => new Promise(() => ${connect});`, props: { timeout: 60 } },
  });
  const program = await programOf("test/support/cloud/mortal-host.ts");
  const host = spawn(process.execPath, [program, manifest], { stdio: "inherit" });
  onTestFinished(() => void host.kill("SIGKILL"));
  await until(() => connections.length === 2);
  const gone = Promise.all(connections.map((socket) => once(socket, "close")));
  host.kill("SIGKILL");
  await gone;
});
