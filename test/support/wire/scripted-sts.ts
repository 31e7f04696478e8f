import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import { createRoleSessions } from "../../../local/fc/role-sessions.ts";
import { closeServer, listen } from "../../../local/http/listen.ts";

/** The key that asks for roles in these tests. */
const user = { accessKeyId: "LTAItest", accessKeySecret: "test-secret" };
export const start = Date.parse("2024-01-01T00:00:00Z");

/** An STS that numbers the sessions it gives, or refuses, and a clock that the test moves. */
export async function scriptedSts() {
  const script = { now: start, refuse: false, asked: [] as URLSearchParams[] };
  const server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    script.asked.push(new URLSearchParams(body));
    if (script.refuse) {
      response.writeHead(404).end(JSON.stringify({ Code: "EntityNotExist.Role", Message: "no such role" }));
      return;
    }
    const number = script.asked.length;
    const Expiration = new Date(script.now + 900_000).toISOString();
    const Credentials = {
      AccessKeyId: `STS.${number}`,
      AccessKeySecret: `secret ${number}`,
      SecurityToken: `token ${number}`,
      Expiration,
    };
    response.end(JSON.stringify({ Credentials }));
  });
  const url = await listen(server, 0);
  onTestFinished(() => closeServer(server));
  return { script, roles: createRoleSessions(url, user, () => script.now) };
}
