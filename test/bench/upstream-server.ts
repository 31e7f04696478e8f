import { readFileSync } from "node:fs";
import { createServer, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import type { AddressInfo } from "node:net";
import { type Case, cases } from "./cases.ts";

/** Stands in for ICE: answers an action with what is made beforehand and checks nothing. Ends with its parent. */
const [keyFile = "", certificateFile = ""] = process.argv.slice(2);

const byRequest = Object.values(cases).map(({ operation, parameters, json }: Case) => ({
  parts: [operation, ...Object.entries(parameters).map(([name, value]) => `${name}=${value}`)],
  body: Buffer.from(json),
}));

/** @param delay milliseconds until it answers */
const answering =
  (delay: number): RequestListener =>
  (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk) => chunks.push(chunk));
    request.on("end", () => {
      const action = request.headers["x-acs-action"];
      const asked = decodeURIComponent(`${request.url}&${Buffer.concat(chunks)}&${action}`);
      const { body } = byRequest.find(({ parts }) => parts.every((part) => asked.includes(part))) ?? {};
      const answer = () => {
        response.writeHead(body ? 200 : 404, { "content-type": "application/json" });
        response.end(body ?? '{"Code":"InvalidAction.NotFound"}');
      };
      if (delay === 0) answer();
      else setTimeout(answer, delay);
    });
  };

const listen = (server: Server) =>
  new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });

const tls = { key: readFileSync(keyFile), cert: readFileSync(certificateFile) };
const [http, https, slow] = await Promise.all([
  listen(createServer(answering(0))),
  listen(createTlsServer(tls, answering(0))),
  listen(createTlsServer(tls, answering(15))),
]);
process.on("disconnect", () => process.exit());
process.send?.({
  http: `http://127.0.0.1:${http}`,
  https: `https://127.0.0.1:${https}`,
  slow: `https://127.0.0.1:${slow}`,
});
