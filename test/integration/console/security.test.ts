import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Cloud, startCloud } from "../../../local/cloud.ts";
import { reads, writes } from "../../../local/console/requests.ts";

let cloud: Cloud;
let token: string;
let host: string;

beforeAll(async () => {
  cloud = await startCloud({ log: () => {} });
  host = new URL(cloud.url).host;
  token = JSON.parse((await ask("GET", "/_console/state", {})).body).token;
});
afterAll(() => cloud?.close());

interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

/** A request with exactly these headers. */
function ask(method: string, path: string, headers: Record<string, string>, body = ""): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = request(cloud.url + path, { method, headers: { host, ...headers } }, (response) => {
      let text = "";
      response.setEncoding("utf8").on("data", (chunk) => {
        text += chunk;
      });
      response.on("end", () =>
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
      );
    });
    sent.on("error", reject).end(body);
  });
}

const good = () => ({ origin: cloud.url, "content-type": "application/json", "x-console-token": token });

describe.each(Object.keys(writes))("a write to %s", (path) => {
  it.each([
    ["without an Origin", { origin: undefined }],
    ["from another port", { origin: "http://127.0.0.1:3000" }],
    ["from this port by another name", { origin: "http://localhost:PORT" }],
    ["from no page", { origin: "null" }],
    ["as a form sends it", { "content-type": "application/x-www-form-urlencoded" }],
    ["as text", { "content-type": "text/plain" }],
    ["without a token", { "x-console-token": undefined }],
    ["with another token", { "x-console-token": "x".repeat(32) }],
    ["with a name of another host", { host: "evil.example" }],
    ["from a page of the same site", { "sec-fetch-site": "same-site" }],
    ["from a page of another site", { "sec-fetch-site": "cross-site" }],
  ])("is refused %s", async (_, change) => {
    const given = Object.entries({ ...good(), ...change } as Record<string, string | undefined>);
    const headers = given.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value.replace("PORT", new URL(cloud.url).port)]],
    );
    const { status, body } = await ask("POST", path, Object.fromEntries(headers), "{}");
    expect(status, body).toBe(403);
  });
});

it("takes a write from its own page", async () => {
  const { status } = await ask("POST", "/_console/clock", good(), '{"advanceSeconds":1}');
  expect(status).toBe(200);
});

describe("a request from elsewhere", () => {
  const link = { "sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "document" };

  it("may open the page by a link", async () => {
    const { status, body } = await ask("GET", "/", { accept: "text/html", ...link });
    expect(status).toBe(200);
    expect(body).toContain("<title>ims-functions</title>");
    expect(body).not.toContain(token);
  });

  it.each(["state", "events", "app.js", "invocations/1-a", "jobs"].map((name) => `/_console/${name}`))(
    "may not open %s, even by a link",
    async (path) => {
      expect((await ask("GET", path, { accept: "text/html", ...link })).status).toBe(403);
    },
  );

  it("may not frame the page", async () => {
    const frame = { ...link, "sec-fetch-dest": "iframe" };
    expect((await ask("GET", "/", { accept: "text/html", ...frame })).status).toBe(403);
  });
});

it("has a fixed set of routes: no path reaches ICE's control", async () => {
  for (const path of [
    "/_console/_control/reset",
    "/_console/../_control",
    "/_console/__proto__",
    "/_console/reset",
  ]) {
    expect((await ask("GET", path, {})).status, path).toBeOneOf([400, 404]);
    expect((await ask("POST", path, good(), "{}")).status, path).toBeOneOf([400, 404]);
  }
  expect(Object.keys(reads)).toEqual(["/_console/jobs"]);
});

it("sends a strict policy with everything", async () => {
  for (const path of ["/", "/_console/app.js", "/_console/state", "/_console/nothing"]) {
    const { headers } = await ask("GET", path, { accept: "text/html" });
    expect(headers["content-security-policy"], path).toMatch(
      /^default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'/,
    );
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["access-control-allow-origin"], path).toBeUndefined();
  }
});

it("gives curl the text page", async () => {
  const { headers, body } = await ask("GET", "/", { accept: "*/*" });
  expect(headers["content-type"]).toContain("text/plain");
  expect(body).toContain("API gateway");
});
