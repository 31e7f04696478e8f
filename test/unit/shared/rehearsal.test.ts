import { describe, expect, it, onTestFinished, vi } from "vitest";
import { operations } from "../../../functions/index.ts";
import { createHandler } from "../../../shared/handler.ts";
import type { Operation } from "../../../shared/operation.ts";
import { rehearsalOf } from "../../../shared/rehearsal.ts";
import { contextOf } from "../../support/unit/context.ts";
import { invoke } from "../../support/unit/invoke.ts";
import { kindOf } from "../../support/unit/kinds.ts";
import { testBatch, testJob, testList } from "../../support/unit/operations.ts";
import { rawUpstream } from "../../support/wire/raw-upstream.ts";

const all: readonly Operation[] = [...operations, testJob, testList, testBatch];

describe("what an instance practises on", () => {
  it.each(all.map((each) => [each.name, each] as const))("is answered: %s", async (_, operation) => {
    const { event, context, answer } = rehearsalOf(operation);
    const { body, log } = await invoke({ operation, event, context, respond: () => answer.document });
    expect([log.outcome, log.drift]).toEqual(["answered", undefined]);
    expect(body).toMatchObject(answer.document);
    const done = { lifecycle: { phase: "succeeded" } };
    if (operation.kind === "job") expect(body).toMatchObject(done);
    if (operation.kind === "list") expect(body[operation.itemsField]).toMatchObject([done]);
    if (operation.kind === "batch")
      expect([body[operation.foundField].length, body.missing]).toEqual([1, []]);
  });
});

it("practises once, while the first request is under way, and nobody sees it", async () => {
  let requests = 0;
  const { endpoint } = await rawUpstream((response) => {
    requests++;
    response.end('{"Id":"a-thing"}');
  });
  const lines: string[] = [];
  const output = vi.spyOn(process, "stdout", "get");
  onTestFinished(() => output.mockRestore());
  const handler = createHandler(testList, kindOf(testList), {
    variables: { ICE_ENDPOINT: endpoint },
    write: (line) => lines.push(line),
  });
  for (let call = 1; call <= 2; call++) {
    expect(await handler(Buffer.from("{}"), contextOf())).toBe('{"Id":"a-thing","Items":[]}');
    expect([requests, lines.length]).toEqual([call, call]);
    // The practice opens standard output and writes nothing to it.
    expect(output).toHaveBeenCalledTimes(1);
  }
});
