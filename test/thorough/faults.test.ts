import { describe, expect, it } from "vitest";
import { knownCodes } from "../../local/ice/errors.ts";
import { vocabulary } from "../../local/ice/faults/vocabulary.ts";
import type { Document, Operation } from "../../shared/operation.ts";
import {
  brokenConnections,
  codes,
  refusals,
  refused,
  silences,
  statuses,
  strangeAnswers,
} from "../../tools/docs/faults.ts";
import {
  expectFailure,
  expectHealth,
  expectSight,
  expectStrangeAnswer,
  maxAttempts,
} from "../support/cloud/fault-checks.ts";
import { ask, order } from "../support/cloud/stage.ts";
import { byOrder, oneOfEachKind, stages } from "../support/cloud/stages.ts";
import { inState } from "../support/unit/scripted-workflow-host.ts";
import { askControl } from "../support/wire/ice-control.ts";

/** Whether it takes seconds of work for each answer. */
const isLarge = ({ order: { fault } }: { order: Document }) => fault === "huge" || fault === "deep";

describe("the tables", () => {
  const all = [refused, brokenConnections, silences, refusals, statuses, codes, strangeAnswers].flat();

  it("know every fault", () => {
    expect(new Set(all.map(({ order }) => order.fault))).toEqual(new Set(Object.keys(vocabulary)));
  });

  it("know every code", () => {
    expect(codes.map(({ order }) => order.code).sort()).toEqual([...knownCodes].sort());
  });
});

describe("an operation of each kind, asked directly", () => {
  const onEach = stages({ ICE_TIMEOUT_MS: "30000" }, 60, oneOfEachKind);

  it.each(byOrder([...statuses, ...codes]))("%s", (_, row) => onEach((stage) => expectFailure(stage, row)));

  it.each(byOrder(strangeAnswers.filter(isLarge)))(
    "%s",
    (_, row) => onEach((stage) => expectStrangeAnswer(stage, row)),
    60_000,
  );
});

describe("each operation, asked directly", () => {
  const onEach = stages({ ICE_TIMEOUT_MS: "30000" }, 60);

  it.each(byOrder([...brokenConnections, ...refusals]))("%s", (_, row) =>
    onEach((stage) => expectFailure(stage, row)),
  );

  it.each(byOrder(strangeAnswers.filter((row) => !isLarge(row))))("%s", (_, row) =>
    onEach((stage) => expectStrangeAnswer(stage, row)),
  );

  it("is refused a connection", () =>
    onEach(async (stage) => {
      await order(stage, refused.order, 1);
      const seen = await ask(stage);
      await expectSight(stage, seen, refused.sees);
      expect(seen.log).toMatchObject({ attempts: maxAttempts, cause: "ECONNREFUSED" });
      const isBack = () => fetch(stage.ice.url).then(Boolean, () => false);
      await expect.poll(isBack, { timeout: 5000 }).toBe(true);
      await expectHealth(stage);
    }));

  it("sees a state that goes backwards as it goes, and waits until the job is done", () =>
    onEach(async (stage) => {
      const operation = stage.operation as Operation;
      if (operation.kind !== "job") return;
      const { name, phases: phaseOf, idField, createdField = "" } = operation;
      const word = (phase: string) => Object.keys(phaseOf).find((each) => phaseOf[each] === phase);
      const script = [
        { state: word("running"), looks: 1 },
        { state: "Hibernating", looks: 1 },
      ];
      const { document } = inState(operation, "", { [idField]: "a-job", [createdField]: undefined });
      await askControl(stage.ice.url, "PUT", `jobs/${name}/a-job`, {
        document,
        script: [...script, ...script, { state: word("succeeded") }],
      });
      const phases = [];
      for (const wait of [{}, {}, { wait: 8 }])
        phases.push((await ask(stage, { JobId: "a-job", ...wait })).answer?.lifecycle);
      expect(phases).toMatchObject([{ phase: "running" }, { phase: "unknown" }, { phase: "succeeded" }]);
    }));

  it("keeps what other calls gave when one of several is refused", () =>
    onEach(async (stage) => {
      const { operation } = stage;
      if (operation.kind !== "batch") return;
      const { idsField, ignoredField, maxIdsPerCall } = operation;
      await order(stage, { fault: "code", code: "Forbidden" }, 1);
      const asked = Array.from({ length: maxIdsPerCall + 1 }, (_, index) => `asset-${index}`);
      const { answer = {} } = await ask(stage, { [idsField]: asked });
      const [ignored, left] = [answer[ignoredField], answer.unanswered] as [string[], string[]];
      expect([...ignored, ...left].sort()).toEqual([...asked].sort());
      expect(left.length).toBeGreaterThan(0);
      expect(answer).toMatchObject({
        stopped: { reason: "error", code: "UpstreamAccessDenied" },
        next: { [idsField]: left },
      });
    }));
});
