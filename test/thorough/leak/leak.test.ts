import { type ChildProcess, fork } from "node:child_process";
import { on } from "node:events";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { operations } from "../../../functions/index.ts";
import type { Operation } from "../../../shared/operation.ts";
import type { Credentials } from "../../../shared/runtime/context.ts";
import {
  brokenConnections,
  refusals,
  silences,
  statuses,
  strangeAnswers,
} from "../../../tools/docs/faults.ts";
import { programOf } from "../../support/cloud/program.ts";
import { usualParameters } from "../../support/cloud/stage.ts";
import { contextOf } from "../../support/unit/context.ts";
import { apiGatewayEvent, eventOf, httpTriggerEvent } from "../../support/unit/events.ts";
import { orderFault } from "../../support/wire/ice-call.ts";
import { assumeRole, startTestIce } from "../../support/wire/ice-clients.ts";
import { parametersFor } from "../../support/wire/subjects.ts";
import type { Look, Task, Turn } from "./instance.ts";

/** Node 20 says on standard error what else --jitless switches off, if it isn't off. */
const noWasm = process.versions.node.startsWith("20.") ? ["--no-expose-wasm"] : [];
const environment = { ICE_TIMEOUT_MS: "250", ICE_MAX_ATTEMPTS: "2" };
const sideBySide = 40;

/** All that can befall a call, but for what takes megabytes each time. */
const faults = [...brokenConnections, ...silences, ...refusals, ...statuses, ...strangeAnswers]
  .map(({ order }) => order)
  .filter(({ fault }) => fault !== "huge" && fault !== "endless");

test("4,000 invocations leave behind what 400 do: no timer, no request, no more connections or heap", async () => {
  const ice = await startTestIce();
  onTestFinished(ice.close);
  await orderFault(ice, { fault: "random", probability: 0.1, seed: 1, among: faults });
  const credentials = await assumeRole(ice);
  const program = fork(await programOf("test/thorough/leak/instance.ts"), {
    // What V8 compiles on the way is heap, too, and grows for as long as it finds something to compile.
    execArgv: ["--expose-gc", "--jitless", ...noWasm],
    env: { ICE_ENDPOINT: ice.url, ...environment },
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  onTestFinished(() => void program.kill("SIGKILL"));

  const turns = operations.flatMap((operation) => turnsOf(operation, credentials));
  const [early, late] = await looksOf(program, { turns, sideBySide, looks: [400, 4_000] });

  expect(early?.active).toEqual([]);
  expect(late?.active).toEqual([]);
  const mostConnections = sideBySide * operations.length;
  expect(late?.connections).toBeLessThan(mostConnections);
  // Some 5 % come and go, however many invocations there were.
  expect((late as Look).heapBytes / (early as Look).heapBytes).toBeLessThan(1.1);
}, 120_000);

/** Answers of each kind to every caller, and refusals before ICE is asked. */
function turnsOf(operation: Operation, credentials: Credentials): Turn[] {
  const code = fileURLToPath(new URL(`../../../dist/${operation.functionName}/index.js`, import.meta.url));
  const parameters = usualParameters(operation);
  const query = Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const events = [
    eventOf.direct({ ...parameters, view: "decoded" }),
    eventOf.direct({ ...parameters, fields: "RequestId,lifecycle" }),
    eventOf.direct({ ...parameters, explain: true }),
    eventOf.direct({ ...parameters, Bogus: 1 }),
    eventOf.direct(parametersFor(operation, ["unknown"])),
    eventOf.timer(parameters),
    eventOf.http(parameters),
    httpTriggerEvent({ query, headers: { "If-None-Match": "*" } }),
    httpTriggerEvent({ method: "PUT" }),
    apiGatewayEvent({ query }),
    apiGatewayEvent({ method: "POST", body: "{" }),
  ];
  const usual = events.map((event) => ({
    code,
    event: JSON.stringify(event),
    context: contextOf({ credentials }),
  }));
  const stranger = { ...credentials, accessKeySecret: "another" };
  const event = JSON.stringify(parameters);
  return [
    ...usual,
    { code, event: "no JSON", context: contextOf({ credentials }) },
    { code, event, context: contextOf({ credentials: stranger }) },
    { code, event, context: contextOf({ credentials: {} }) },
  ];
}

async function looksOf(program: ChildProcess, task: Task): Promise<Look[]> {
  const messages = on(program, "message", { close: ["disconnect"] });
  program.send(task);
  const looks: Look[] = [];
  for await (const [look] of messages) looks.push(look);
  return looks;
}
