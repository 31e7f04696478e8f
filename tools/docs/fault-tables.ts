import * as z from "zod";
import { bodies, strangeStatuses } from "../../local/ice/faults/replies.ts";
import { findFault, vocabulary } from "../../local/ice/faults/vocabulary.ts";
import type { ErrorCode } from "../../shared/errors/catalogue.ts";
import {
  type Answered,
  brokenConnections,
  codes,
  type Failure,
  type FaultOrder,
  refusals,
  refused,
  silences,
  statuses,
  strangeAnswers,
} from "./faults.ts";
import { code, markdownTable } from "./tables.ts";

function meaning({ fault, retryAfterMs }: FaultOrder): string {
  const pause = retryAfterMs === undefined ? "" : `, retry after ${Number(retryAfterMs) / 1000} s`;
  return findFault(fault).meaning + pause;
}

const ordered = (order: FaultOrder) => code(JSON.stringify(order));
const seen = (sees: Failure["sees"]) => (sees === "answer" ? "the answer" : code(sees));

/** Faults that make a call fail: broken connections, silence, refusals. */
export function failuresTable(): string {
  return markdownTable(
    ["ICE", "a caller sees", "if only one attempt fails", "order"],
    [refused, ...brokenConnections, ...silences, ...refusals].map(({ order, sees, once }) => [
      meaning(order),
      seen(sees),
      seen(once),
      ordered(order),
    ]),
  );
}

/** The bundle's error for each of ICE's codes. */
export function codesTable(): string {
  return markdownTable(
    ["ICE's code", "a caller sees", "if only one attempt fails"],
    codes.map(({ order, sees, once }) => [code(String(order.code)), seen(sees), seen(once)]),
  );
}

/** The bundle's error for each status, by the body that comes with it. */
export function statusesTable(): string {
  const heads = { ice: "ICE's JSON", "no-code": "JSON without `Code`", html: "HTML", empty: "nothing" };
  return markdownTable(
    ["status", ...bodies.map((as) => heads[as])],
    strangeStatuses.map((status) => [
      String(status),
      ...statuses.filter(({ order }) => order.status === status).map(({ sees }) => seen(sees)),
    ]),
  );
}

/** What a caller sees when something in an answer is wrong. */
export function strangeAnswersTable(): string {
  return markdownTable(
    ["ICE answers with", "one job", "a list, `pages=all`", "assets", "order"],
    strangeAnswers.map(({ order, job, list, batch }) => [
      meaning(order),
      ...[job, list, batch].map(sight),
      ordered(order),
    ]),
  );
}

function sight(sees: ErrorCode | Answered | undefined): string {
  if (!sees) return "–";
  if (typeof sees === "string") return code(sees);
  const { phase, missing, stopped, drift, note } = sees;
  const additions = [
    ...(phase ? [`phase ${code(phase)}`] : []),
    ...(missing ? ["the ID is in `missing`"] : []),
    ...(stopped ? [`stopped: ${code(stopped)}`] : []),
    ...(note ? [note] : []),
    ...(drift ? [`drift: ${drift.join(", ")}`] : []),
  ];
  return additions.length === 0 ? "unchanged" : additions.join("; ");
}

/** Every fault of the local ICE, what it does, and its settings with what they are without being given. */
export function faultSettingsTable(): string {
  const settingsOf = (fault: string) => {
    const { properties = {} } = z.toJSONSchema(findFault(fault).settings, { io: "input" });
    return Object.entries(properties)
      .map(([name, schema]) => {
        const usual = (schema as { default?: unknown }).default;
        return code(usual === undefined ? name : `${name}: ${JSON.stringify(usual)}`);
      })
      .join(" ");
  };
  return markdownTable(
    ["fault", "what ICE does", "settings"],
    Object.entries(vocabulary).map(([name, { meaning: what }]) => [
      code(name),
      what.replaceAll("__proto__", code("__proto__")),
      settingsOf(name),
    ]),
  );
}
