import { createServer } from "node:http";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { closeServer, listen } from "../../local/http/listen.ts";
import { loadBuilt } from "../support/cloud/built-function.ts";
import { contextOf } from "../support/unit/context.ts";
import { bytesOf } from "../support/unit/events.ts";

const document = { RequestId: "R", JobId: "1", JobStatus: "Succeeded", Percent: 29.97002997002997 };
const nonces: (string | undefined)[] = [];
let connections = 0;

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    nonces.push(/SignatureNonce=([^&]+)/.exec(Buffer.concat(chunks).toString())?.[1]);
    response.end(JSON.stringify(document));
  });
}).on("connection", () => connections++);

beforeAll(async () => {
  vi.stubEnv("ICE_ENDPOINT", await listen(server, 0));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await closeServer(server);
});

test("a built function makes one request an invocation, over one connection, each with a nonce of its own", async () => {
  const handler = loadBuilt("get-yike-storyboard-job");
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  for (let invocation = 0; invocation < 4; invocation++)
    expect(JSON.parse(String(await handler(bytesOf({ JobId: "1" }), contextOf())))).toMatchObject(document);
  vi.restoreAllMocks();
  expect(new Set(nonces).size).toBe(4);
  expect(nonces).toEqual(Array(4).fill(expect.stringMatching(/^[\w-]{32,}$/)));
  expect(connections).toBe(1);
});
