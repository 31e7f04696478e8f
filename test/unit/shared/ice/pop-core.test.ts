import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, it } from "vitest";
import { callRpc } from "../../../../shared/ice/pop-core.ts";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { credentials } from "../../../support/unit/context.ts";
import { rawUpstream, requestTo, send } from "../../../support/wire/raw-upstream.ts";

const require = createRequire(import.meta.url);
/** pop-core as it is published, with all that it depends on. */
const { RPCClient: Published } = require("@alicloud/pop-core");

// Both clients take these in place of their own, so that even the signatures must be equal.
const fixed = { SignatureNonce: "0123456789abcdef", Timestamp: "2025-01-02T03:04:05Z" };

interface Seen {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly form: string;
}

/** What a server sees of a request. */
async function seenOf(call: (endpoint: string) => Promise<unknown>): Promise<Seen> {
  let seen: Seen | undefined;
  const { endpoint } = await rawUpstream((response, form, { method, url, headers }) => {
    const { host: _, ...others } = headers;
    seen = { method, url, headers: others, form: form.toString() };
    send(response, {});
  });
  await call(endpoint);
  return seen as Seen;
}

describe("a request", () => {
  it.each<[string, Readonly<Record<string, string>>]>([
    ["no parameters", {}],
    ["an ID", { JobId: "****20b48fb04483915d4f2cd8ac****" }],
    ["many IDs", { MediaIds: "a,b,c" }],
    ["characters that URLs reserve", { NextToken: "a+b/c=%20!'()*~-_.&?#[]@:;$" }],
    ["blanks and line ends", { JobId: " a\tb\r\n" }],
    ["letters beyond ASCII", { Title: "媒体😀é" }],
    ["an empty text", { JobId: "" }],
  ])("is that of the published pop-core, to the signature: %s", async (_, parameters) => {
    const call = { action: "GetThing", parameters: { ...parameters, ...fixed } };
    const ours = await seenOf((endpoint) => createTransport(systemClock)(requestTo(endpoint, call)));
    const theirs = await seenOf((endpoint) =>
      new Published({ endpoint, apiVersion: "2020-11-09", ...credentials }).request(
        call.action,
        call.parameters,
        { method: "POST" },
      ),
    );
    expect(ours).toEqual(theirs);
    expect(new URLSearchParams(ours.form).get("Signature")).toMatch(/^[\w+/]{27}=$/);
  });
});

describe("the one client", () => {
  it("keeps no credentials, endpoint or version from one call to the next", async () => {
    const posted: string[] = [];
    const call = (id: string) =>
      callRpc(
        {
          endpoint: `http://${id}.test`,
          version: id,
          action: "GetThing",
          parameters: {},
          credentials: { accessKeyId: id, accessKeySecret: id, securityToken: id },
        },
        async (url, _, body) => {
          posted.push(`${url} ${body}`);
          return { statusCode: 200, header: () => undefined, req: {}, pieces: { text: "{}" } };
        },
      );
    await Promise.all(["one", "two"].map(call));
    await call("three");
    for (const [index, id] of ["one", "two", "three"].entries()) {
      expect(posted[index]).toContain(`http://${id}.test/ `);
      for (const name of ["AccessKeyId", "SecurityToken", "Version"])
        expect(posted[index]).toContain(`${name}=${id}`);
    }
  });

  it("passes on what is posted back, and what posting throws", async () => {
    const call = { endpoint: "http://one.test", version: "1", action: "A", parameters: {}, credentials };
    const answer = { statusCode: 503, header: () => "b", req: {}, pieces: { text: "not JSON" } };
    expect(await callRpc(call, async () => answer)).toBe(answer);
    const bug = new Error("bug");
    await expect(callRpc(call, () => Promise.reject(bug))).rejects.toBe(bug);
  });

  it("does not load without what pop-core asserts", async () => {
    const assert = require("../../../../shared/ice/shims/assert.cjs");
    expect(() => assert(1, "must pass")).not.toThrow();
    expect(() => assert("", "must pass")).toThrow("must pass");
  });
});

describe("pop-core", () => {
  const advice =
    "pop-core has changed. Compare its lib/rpc.js and lib/helper.js with shared/ice/pop-core.ts and shared/ice/shims, then update this test.";
  const folder = new URL("../../../../node_modules/@alicloud/pop-core/", import.meta.url);
  const read = (path: string) => readFileSync(new URL(path, folder), "utf8");
  const all = (text: string, pattern: RegExp) =>
    [...new Set([...text.matchAll(pattern)].map(([, name]) => name))].sort();

  it("is the version that was read", () => {
    expect(JSON.parse(read("package.json")).version, advice).toBe("1.8.0");
  });

  it("takes no more from other modules than the stand-ins give", () => {
    const required = /require\(['"]([^'"]+)['"]\)/g;
    expect(all(read("lib/rpc.js"), required), advice).toEqual([
      "./helper",
      "assert",
      "http",
      "https",
      "httpx",
      "json-bigint",
      "kitx",
    ]);
    expect(all(read("lib/helper.js"), required), advice).toEqual(["../package.json", "os"]);
    const rpc = read("lib/rpc.js");
    expect(all(rpc, /kitx\.(\w+)/g), advice).toEqual(["makeNonce", "pad2", "sha1"]);
    expect(all(rpc, /httpx\.(\w+)/g), advice).toEqual(["read", "request"]);
    expect(all(rpc, /JSON\.(\w+)/g), advice).toEqual(["parse"]);
    expect(all(read("lib/helper.js"), /os\.(\w+)/g), advice).toEqual(["arch", "platform"]);
  });

  it("reads its endpoint, version and credentials from the client at each request", () => {
    const request = /async request\([\s\S]*?\n {2}\}\n/.exec(read("lib/rpc.js"))?.[0] ?? "";
    expect(all(request, /this\.(\w+)/g), advice).toEqual([
      "apiVersion",
      "codes",
      "credentialsProvider",
      "endpoint",
      "keepAliveAgent",
      "opts",
      "verbose",
    ]);
  });
});
