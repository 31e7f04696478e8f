import { readFileSync } from "node:fs";
import { createServer as createTlsServer } from "node:https";
import type { Socket } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, afterEach, describe, expect, it, onTestFinished, test, vi } from "vitest";
import { closeServer, listen } from "../../local/http/listen.ts";
import type { Context } from "../../shared/runtime/context.ts";
import {
  type BuiltFunction,
  type BuiltOptions,
  loadBuilt,
  startBuilt,
} from "../support/cloud/built-function.ts";
import { contextOf, credentials } from "../support/unit/context.ts";
import { bytesOf } from "../support/unit/events.ts";
import { type Certificate, makeCertificate } from "../support/wire/certificate.ts";
import { rawUpstream, type Serve, send } from "../support/wire/raw-upstream.ts";

// Nothing lost, nothing late, nothing overrun: the built functions against an ICE that misbehaves, over real sockets.

const convert = "get-media-convert-job";
const list = "list-batch-media-producing-jobs";
const batch = "batch-get-yike-asset-media-infos";
const done = { RequestId: "R", Job: { JobId: "1", State: "Success" } };
const fast = { ICE_TIMEOUT_MS: "400", ICE_MAX_ATTEMPTS: "3" };

/** Asks for no pause. */
const throttled: Serve = (response) => send(response, { Code: "Throttling", RequestId: "R" }, 429);

function start(functionName: string, endpoint: string, more: Partial<BuiltOptions> = {}): BuiltFunction {
  const built = startBuilt(functionName, {
    credentials,
    ...more,
    environment: { ICE_ENDPOINT: endpoint, ...fast, ...more.environment },
  });
  onTestFinished(() => built.close());
  return built;
}

/** What one invocation gave: its answer or problem, and its log line. It never dies and prints one line. */
async function ask(built: BuiltFunction, parameters: object) {
  const { text, error, lines } = await built.invoke(parameters);
  expect(error).not.toBe("UnhandledInvocationError");
  expect(lines).toHaveLength(1);
  const value = JSON.parse(text);
  return {
    answer: error ? undefined : value,
    problem: error ? JSON.parse(value.errorMessage) : undefined,
    log: JSON.parse(lines[0] as string),
  };
}

const idsOf = (count: number) => Array.from({ length: count }, (_, index) => `asset-${index}`);
const found = (form: URLSearchParams) =>
  (form.get("MediaIds") ?? "").split(",").map((MediaId) => ({ MediaId }));

describe("dead connections", () => {
  const dying: Readonly<Record<string, (socket: Socket) => void>> = {
    "by reset": (socket) => socket.resetAndDestroy(),
    "by silence": () => {},
  };
  it.each(Object.keys(dying))("cost one attempt, however many there are: %s", async (how) => {
    let dead: Set<Socket> | undefined;
    const used = new Set<Socket>();
    const { endpoint } = await rawUpstream((response, form, { socket }) => {
      if (dead?.has(socket)) return dying[how]?.(socket);
      used.add(socket);
      setTimeout(() => send(response, { RequestId: "R", MediaInfos: found(form), IgnoredList: [] }), 20);
    });
    // The first calls may take long on a busy machine: none may end at its time-out.
    const built = start(batch, endpoint, { environment: { ICE_TIMEOUT_MS: "2000" } });
    await ask(built, { MediaIds: idsOf(40) });
    expect(used.size).toBe(4);
    dead = new Set(used);
    const { answer, log } = await ask(built, { MediaIds: idsOf(1) });
    expect(answer.MediaInfos).toEqual([{ MediaId: "asset-0" }]);
    expect(log.attempts).toBe(2);
  });
});

test("a retry goes over a new connection while other calls give theirs back", async () => {
  const seen = new Set<Socket>();
  const reused: string[] = [];
  const failed = new Set<string>();
  const { endpoint } = await rawUpstream((response, form, { socket }) => {
    const ids = form.get("MediaIds") ?? "";
    if (failed.has(ids) && seen.has(socket)) reused.push(ids);
    seen.add(socket);
    // The first answers come before the retry of what was reset.
    if (ids.startsWith("asset-0,") && !failed.has(ids)) {
      failed.add(ids);
      socket.resetAndDestroy();
    } else send(response, { RequestId: "R", MediaInfos: found(form), IgnoredList: [] });
  });
  const { answer, log } = await ask(start(batch, endpoint), { MediaIds: idsOf(200) });
  expect(answer.MediaInfos).toHaveLength(200);
  expect(log.attempts).toBe(21);
  expect(reused).toEqual([]);
});

test("a pause that ICE asks for holds for all calls of a batch", async () => {
  let requests = 0;
  const { endpoint } = await rawUpstream((response) => {
    requests++;
    send(response, { Code: "Throttling", RequestId: "R" }, 429, { "x-acs-retry-after": "600000" });
  });
  const { problem } = await ask(start(batch, endpoint), { MediaIds: idsOf(1_000) });
  expect(problem.code).toBe("Throttled");
  // One for each of the four calls under way, and none after that.
  expect(requests).toBe(4);
});

describe("a batch of 1,000 IDs against an ICE that only fails", () => {
  it.each<[string, string, Serve]>([
    ["throttles", "Throttled", throttled],
    ["is unavailable", "UpstreamUnavailable", (response) => send(response, "<html></html>", 503)],
    ["resets", "UpstreamUnavailable", (_, __, { socket }) => socket.resetAndDestroy()],
  ])("makes at most 30 requests when ICE %s", async (_, code, serve) => {
    let requests = 0;
    const { endpoint } = await rawUpstream((...exchange) => {
      requests++;
      serve(...exchange);
    });
    const { problem, log } = await ask(start(batch, endpoint), { MediaIds: idsOf(1_000) });
    expect(problem.code).toBe(code);
    expect(requests).toBeLessThanOrEqual(30);
    expect(log.attempts).toBe(requests);
  });

  it("keeps what was answered, and says how to go on", async () => {
    let answers = 20;
    const { endpoint } = await rawUpstream((response, form, request) => {
      if (answers-- > 0) send(response, { RequestId: "R", MediaInfos: found(form), IgnoredList: [] });
      else throttled(response, form, request);
    });
    const built = start(batch, endpoint);
    const ids = idsOf(1_000);
    const { answer } = await ask(built, { MediaIds: ids });
    expect(answer.stopped).toEqual({ reason: "error", code: "Throttled" });
    expect(answer.MediaInfos.length + answer.unanswered.length).toBe(1_000);
    expect(answer.next.MediaIds).toEqual(answer.unanswered);
    answers = 1_000;
    const rest = await ask(built, answer.next);
    expect(rest.answer.MediaInfos.map(({ MediaId }: { MediaId: string }) => MediaId)).toEqual(
      answer.unanswered,
    );
    expect(rest.answer.unanswered).toEqual([]);
  });
});

describe("an answer without bounds", () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000, " "));
  it.each<[string, Serve]>([
    ["compressed", (response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb)],
    ["compressed, as it says", (response) => response.writeHead(200, { "content-encoding": "br" }).end("{}")],
    [
      "endless",
      (response) => {
        const more = () => {
          while (!response.destroyed && response.write(Buffer.alloc(1 << 20, " ")));
        };
        response.writeHead(200).on("drain", more);
        more();
      },
    ],
  ])("is refused without a retry, and the instance lives: %s", async (_, serve) => {
    const { endpoint } = await rawUpstream(serve);
    const built = start(convert, endpoint, { environment: { ICE_TIMEOUT_MS: "10000" } });
    const { problem, log } = await ask(built, { JobId: "1" });
    expect([problem.code, problem.retryable, log.attempts]).toEqual(["UpstreamUnusable", false, 1]);
    expect(built.alive).toBe(true);
  });

  it("of tiny items is refused by what their lifecycles would add", async () => {
    const text = `{"RequestId":"R","EditingBatchJobList":[${"{},".repeat(400_000)}{}]}`;
    const { endpoint } = await rawUpstream((response) => send(response, text));
    const { problem } = await ask(start(list, endpoint), {});
    expect(problem.code).toBe("UpstreamUnusable");
  });

  it("in parallel chunks ends the batch where there is no more room, with a way on", async () => {
    const padding = "x".repeat(8_000_000);
    const { endpoint } = await rawUpstream((response, form) =>
      send(response, { RequestId: "R", MediaInfos: found(form), IgnoredList: [], padding }),
    );
    const built = start(batch, endpoint, { environment: { ICE_TIMEOUT_MS: "10000" } });
    const { answer } = await ask(built, { MediaIds: idsOf(40) });
    expect(answer.stopped).toEqual({ reason: "limit" });
    expect(answer.MediaInfos.length).toBeGreaterThan(0);
    expect(answer.next.MediaIds).toEqual(answer.unanswered);
  });

  it("in pages ends the list where there is no more room, with a way on", async () => {
    let page = 0;
    const padding = "x".repeat(8_000_000);
    const { endpoint } = await rawUpstream((response) =>
      send(response, { EditingBatchJobList: [{ JobId: "a", UserData: padding }], NextToken: `t${page++}` }),
    );
    const built = start(list, endpoint, { environment: { ICE_TIMEOUT_MS: "10000" } });
    const { answer } = await ask(built, { pages: "all", fields: "EditingBatchJobList[].JobId" });
    expect(answer.stopped).toEqual({ reason: "limit" });
    expect(answer.next).toMatchObject({ pages: "all", NextToken: `t${page - 1}` });
  });
});

describe("page tokens", () => {
  it.each([[{ a: 1 }], [7], ["with blank"], ["x".repeat(3_000)], [true]])(
    "that the function would not accept end the list, and are not handed out: %j",
    async (NextToken) => {
      const { endpoint } = await rawUpstream((response) =>
        send(response, { EditingBatchJobList: [], NextToken }),
      );
      const { answer } = await ask(start(list, endpoint), { pages: "all" });
      expect(answer.stopped).toEqual({ reason: "invalidToken" });
      expect(answer).not.toHaveProperty("next");
    },
  );
});

describe("in this process", () => {
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  async function invoke(
    functionName: string,
    endpoint: string,
    event: object,
    context: Partial<Context> = {},
  ) {
    for (const [name, value] of Object.entries({ ICE_ENDPOINT: endpoint, ...fast })) vi.stubEnv(name, value);
    const lines: string[] = [];
    vi.spyOn(process.stdout, "write").mockImplementation((text) => lines.push(String(text)) > 0);
    const handler = loadBuilt(functionName);
    const settled = await handler(bytesOf(event), contextOf(context)).then(
      (json) => ({ text: String(json), name: undefined }),
      ({ message, name }: Error) => ({ text: message, name }),
    );
    return { ...settled, value: JSON.parse(settled.text), line: lines.join("") };
  }

  it.each([-3_600_000, 3_600_000])("a wall clock that steps by %i ms changes no duration", async (step) => {
    let offset = 0;
    const now = Date.now.bind(Date);
    vi.spyOn(Date, "now").mockImplementation(() => now() + offset);
    let polls = 0;
    const { endpoint } = await rawUpstream((response) => {
      polls++;
      offset = offset === 0 ? step : 0;
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"RequestId":"R","Job":{"JobId":"1",');
      offset = offset === 0 ? step : 0;
      setTimeout(() => response.end(`"State":"${polls < 3 ? "Running" : "Success"}"}}`), 10);
    });
    const { value, line } = await invoke(convert, endpoint, { JobId: "1", wait: 20 });
    const log = JSON.parse(line);
    expect(value.lifecycle.phase).toBe("succeeded");
    expect(log.attempts).toBe(3);
    expect(log.totalMs).toBeGreaterThan(0);
    expect(log.totalMs).toBeLessThan(20_000);
    expect(log.upstreamMs).toBeLessThanOrEqual(log.totalMs);
  });

  it("a number of a magnitude beyond 2^53 is no progress, and is told as drift", async () => {
    const { endpoint } = await rawUpstream((response) =>
      send(response, '{"RequestId":"R","Job":{"JobId":"1","State":"Running","Percent":1e400}}'),
    );
    const { value, line, text } = await invoke(convert, endpoint, { JobId: "1" });
    expect(value.lifecycle).not.toHaveProperty("progress");
    expect(text).toContain('"Percent":1e400');
    expect(JSON.parse(line).drift).toEqual([{ path: "Job.Percent", kind: "number beyond 2^53" }]);
  });

  it.each<[string, Context["credentials"]]>([
    ["null", null],
    ["absent", undefined],
    ["empty", { accessKeyId: "", accessKeySecret: "", securityToken: "" }],
  ])("%s credentials are a missing role, told in one line", async (_, given) => {
    const { name, value, line } = await invoke(convert, "http://127.0.0.1:9", { JobId: "1" }, {
      credentials: given,
    } as Partial<Context>);
    expect(name).toBe("ConfigurationError");
    expect(value.errors).toMatchObject([{ parameter: "role" }]);
    expect(JSON.parse(line)).toMatchObject({ code: "ConfigurationError", level: "error" });
  });

  it.each([
    ["short", { accessKeyId: "a", accessKeySecret: "e", securityToken: "1" }],
    ["with quotes", { accessKeyId: 'x"y', accessKeySecret: "back\\slash", securityToken: '","z":"' }],
    ["overlapping", { accessKeyId: "abcd", accessKeySecret: "cdef", securityToken: "bcde" }],
    ["to be encoded", { accessKeyId: "a b", accessKeySecret: "s/c+r=t!", securityToken: "t%ke(n)" }],
  ])("%s credentials are masked, and every line stays JSON", async (_, given) => {
    const Code = `Echo.${given.accessKeyId.replace(/\W/g, "")}`;
    const { endpoint } = await rawUpstream((response) =>
      send(response, { RequestId: given.accessKeySecret, Code, Message: given.securityToken }, 400),
    );
    const strange = `${given.accessKeySecret} ${encodeURIComponent(given.securityToken)}`;
    for (const event of [{ JobId: "1" }, { JobId: "1", [strange]: 1 }]) {
      const { text, line } = await invoke(convert, endpoint, event, { credentials: given });
      expect(JSON.parse(text)).toMatchObject({ status: 400 });
      expect(JSON.parse(line)).toMatchObject({ outcome: "failed" });
      for (const secret of [given.accessKeySecret, given.securityToken])
        if (secret.length > 1) expect(text + line).not.toContain(secret);
    }
  });

  it.each([1_001, 100_000])("an answer that nests %i levels is refused", async (depth) => {
    const deep = `${"[".repeat(depth)}${"]".repeat(depth)}`;
    const { endpoint } = await rawUpstream((response) =>
      send(response, `{"RequestId":"R","Job":{"JobId":"1","State":"Success"},"Deep":${deep}}`),
    );
    expect((await invoke(convert, endpoint, { JobId: "1" })).name).toBe("UpstreamUnusable");
  });

  it("an answer that claims to be compressed and is not ends nothing, even when the clock steps", async () => {
    const now = Date.now.bind(Date);
    let offset = 0;
    vi.spyOn(Date, "now").mockImplementation(() => now() + offset);
    const { endpoint } = await rawUpstream((response) => {
      offset = 3_600_000;
      response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip");
    });
    const unhandled = vi.fn();
    process.on("uncaughtException", unhandled);
    onTestFinished(() => void process.off("uncaughtException", unhandled));
    expect((await invoke(convert, endpoint, { JobId: "1" })).name).toBe("UpstreamUnusable");
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(unhandled).not.toHaveBeenCalled();
  });

  it("an error code of ICE that spells a certificate's is an ordinary one", async () => {
    const { endpoint } = await rawUpstream((response) =>
      send(response, { RequestId: "R", Code: "CERT_HAS_EXPIRED" }, 400),
    );
    const { value } = await invoke(convert, endpoint, { JobId: "1" });
    expect([value.code, value.upstream.code]).toEqual(["InvalidParameter", "CERT_HAS_EXPIRED"]);
  });
});

describe("a certificate that is not trusted", () => {
  async function tlsUpstream({ keyFile, certificateFile }: Certificate): Promise<string> {
    const tls = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
    const server = createTlsServer(tls, (_, response) => response.end(JSON.stringify(done)));
    const url = await listen(server, 0);
    onTestFinished(() => closeServer(server));
    return url.replace("http:", "https:");
  }
  const certificate = makeCertificate();
  afterAll(() => certificate.remove());

  it("because nobody trusted signed it: nothing is sent, nothing is retried", async () => {
    const endpoint = await tlsUpstream(certificate);
    const { problem, log } = await ask(start(convert, endpoint), { JobId: "1" });
    expect([problem.code, log.attempts]).toEqual(["UpstreamUntrusted", 1]);
  });

  it("because it has expired", async () => {
    const expired = makeCertificate({ expired: true });
    onTestFinished(() => expired.remove());
    const environment = { NODE_EXTRA_CA_CERTS: expired.certificateFile };
    const built = start(convert, await tlsUpstream(expired), { environment });
    const { problem, log } = await ask(built, { JobId: "1" });
    expect([problem.code, log.cause, log.attempts]).toEqual(["UpstreamUntrusted", "CERT_HAS_EXPIRED", 1]);
  });

  it("because it is another host's", async () => {
    const endpoint = (await tlsUpstream(certificate)).replace("127.0.0.1", "localhost");
    const environment = { NODE_EXTRA_CA_CERTS: certificate.certificateFile };
    const { problem, log } = await ask(start(convert, endpoint, { environment }), { JobId: "1" });
    expect([problem.code, log.attempts]).toEqual(["UpstreamUntrusted", 1]);
  });

  it("is not the one of an ICE that is trusted", async () => {
    const endpoint = await tlsUpstream(certificate);
    const environment = { NODE_EXTRA_CA_CERTS: certificate.certificateFile };
    const { answer } = await ask(start(convert, endpoint, { environment }), { JobId: "1" });
    expect(answer.Job).toEqual(done.Job);
  });
});
