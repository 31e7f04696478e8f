import { describe, it } from "vitest";
import { silences } from "../../tools/docs/faults.ts";
import { expectFailure, expectHealth, expectSight } from "../support/cloud/fault-checks.ts";
import { ask, order } from "../support/cloud/stage.ts";
import { byOrder, stages } from "../support/cloud/stages.ts";

describe("each operation, where a try may take a second", () => {
  const onEach = stages({ ICE_TIMEOUT_MS: "1000" }, 10);

  it.each(byOrder(silences))("%s", (_, row) => onEach((stage) => expectFailure(stage, row)));
});

describe("each operation, where a try may take longer than the function", () => {
  const onEach = stages({ ICE_TIMEOUT_MS: "10000" }, 6);
  const endless = silences.filter(({ sees }) => sees === "UpstreamTimeout");

  // The host kills what is not over by the function's timeout.
  it.each(byOrder(endless))("%s", (_, row) =>
    onEach(async (stage) => {
      await order(stage, row.order, 1);
      await expectSight(stage, await ask(stage), "DeadlineExceeded");
      await expectHealth(stage);
    }),
  );
});
