import type { IncomingMessage } from "node:http";
import { expect, it } from "vitest";
import { foreign } from "../../../../local/http/loopback.ts";

const reasonFor = (headers: Record<string, string>) => foreign({ headers } as unknown as IncomingMessage);

it.each([
  { host: "127.0.0.1:9000" },
  { host: "localhost" },
  { host: "[::1]:9001" },
  { host: "LOCALHOST:9000", origin: "http://localhost:3000" },
  { host: "localhost:9000", "sec-fetch-site": "same-origin" },
  { host: "localhost:9000", "sec-fetch-site": "none" },
])("lets this machine in: %j", (headers) => {
  expect(reasonFor(headers)).toBeUndefined();
});

it.each([
  ["evil.example", { host: "evil.example" }],
  ["127.0.0.1.evil.example", { host: "127.0.0.1.evil.example:9000" }],
  ['"null"', { host: "localhost", origin: "null" }],
  ["https://evil.example", { host: "localhost", origin: "https://evil.example" }],
  ["http://localhost.evil.example", { host: "localhost", origin: "http://localhost.evil.example" }],
  ['""', {}],
  ["another site", { host: "localhost", "sec-fetch-site": "cross-site" }],
])("names the foreigner: %s", (name, headers) => {
  expect(reasonFor(headers)).toContain(name);
});
