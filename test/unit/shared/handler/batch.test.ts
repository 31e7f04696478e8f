import { expect, test } from "vitest";
import { operation } from "../../../../functions/batch-get-yike-asset-media-infos/operation.ts";
import { ProblemError } from "../../../../shared/errors/problem.ts";
import type { IceRequest } from "../../../../shared/ice/transport.ts";
import { callerKinds } from "../../../support/unit/events.ts";
import { invoke } from "../../../support/unit/invoke.ts";

const idsOf = (request: IceRequest) => (request.parameters.MediaIds as string).split(",");
const all = Array.from({ length: 25 }, (_, index) => `id-${index}`);
const foundAll = (request: IceRequest) => ({
  RequestId: "R",
  MediaInfos: idsOf(request).map((MediaId) => ({ MediaId })),
  IgnoredList: [],
});

test.each(callerKinds)("asks for ten at a time, each ID once: %s", async (kind) => {
  const parameters = { MediaIds: [...all, ...all].join(" , ") };
  const { body, requests, log } = await invoke({ operation, kind, parameters, respond: foundAll });
  expect(requests.map((each) => idsOf(each).length)).toEqual([10, 10, 5]);
  expect(body).toEqual({
    RequestId: "R",
    MediaInfos: all.map((MediaId) => ({ MediaId })),
    IgnoredList: [],
    missing: [],
    unanswered: [],
  });
  expect(log).toMatchObject({
    outcome: "answered",
    ids: { count: 25, first: all.slice(0, 10) },
    parameters: [],
  });
});

test("leaves the IDs of a failed call to the next call", async () => {
  const { body, error, log } = await invoke({
    operation,
    parameters: { MediaIds: all, view: "decoded" },
    respond: (request) => {
      if (idsOf(request).includes("id-10")) throw new ProblemError("UpstreamAccessDenied");
      return { RequestId: "R", MediaInfos: [{ MediaId: "id-3" }], IgnoredList: ["id-3", "id-20"] };
    },
  });
  expect(error).toBeUndefined();
  expect(body).toEqual({
    RequestId: "R",
    MediaInfos: [{ MediaId: "id-3" }, { MediaId: "id-3" }],
    IgnoredList: ["id-20", "id-20"],
    undecoded: [],
    missing: all.filter((id, index) => (index < 10 || index >= 20) && id !== "id-3" && id !== "id-20"),
    unanswered: all.slice(10, 20),
    stopped: { reason: "error", code: "UpstreamAccessDenied" },
    next: { MediaIds: all.slice(10, 20), view: "decoded" },
  });
  expect(log).toMatchObject({ outcome: "incomplete", attempts: 3 });
});

test("fails with the error when every call fails", async () => {
  const { error } = await invoke({
    operation,
    parameters: { MediaIds: all },
    respond: () => {
      throw new ProblemError("UpstreamAccessDenied");
    },
  });
  expect(error?.name).toBe("UpstreamAccessDenied");
});

test("keeps missing and unanswered whatever the fields", async () => {
  const parameters = { MediaIds: all, fields: "MediaInfos[].Nothing" };
  const { body } = await invoke({ operation, parameters, respond: () => ({ RequestId: "R" }) });
  expect(body).toEqual({ MediaInfos: [], missing: all, unanswered: [] });
});
