import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import { expect, it, onTestFinished } from "vitest";
import { closeServer } from "../../../../local/http/listen.ts";
import { createTransport } from "../../../../shared/ice/transport.ts";
import { systemClock } from "../../../../shared/runtime/clock.ts";
import { laterProblemOf } from "../../../support/unit/thrown.ts";
import { makeCertificate } from "../../../support/wire/certificate.ts";
import { requestTo } from "../../../support/wire/raw-upstream.ts";

it("sends nothing where the server's certificate is not trusted", async () => {
  const { keyFile, certificateFile, remove } = makeCertificate();
  let requests = 0;
  const server = createServer(
    { key: readFileSync(keyFile), cert: readFileSync(certificateFile) },
    (_, response) => {
      requests++;
      response.end("{}");
    },
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    remove();
    await closeServer(server);
  });
  const { port } = server.address() as { port: number };
  const problem = await laterProblemOf(createTransport(systemClock)(requestTo(`https://127.0.0.1:${port}`)));
  expect(problem).toMatchObject({ code: "UpstreamUntrusted", cause: "DEPTH_ZERO_SELF_SIGNED_CERT" });
  expect(problem.retryable).toBe(false);
  expect(requests).toBe(0);
});
