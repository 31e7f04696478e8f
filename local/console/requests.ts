import { randomBytes } from "node:crypto";
import * as z from "zod";
import { parseJson } from "../../shared/json/parse.ts";
import type { Operation } from "../../shared/operation.ts";
import type { Host } from "../fc/host.ts";
import { ControlError } from "../ice/control-error.ts";
import type { LocalIce } from "../ice/server.ts";
import { eventParameters } from "./event-parameters.ts";
import { jobsNow, plantPreset } from "./ice-view.ts";
import { masked } from "./mask.ts";
import { perform } from "./perform.ts";
import type { Snippet, Via } from "./record.ts";
import type { Ring } from "./ring.ts";

/** Makes code that does the same as a call. @param url of the gateway */
export type Snippets = (
  operation: Operation,
  parameters: Readonly<Record<string, string>>,
  url: string,
) => readonly Snippet[];

/** What the page's requests work on. */
export interface Desk {
  readonly operations: readonly Operation[];
  readonly ring: Ring;
  /** Undefined with the real ICE: there are no jobs, faults or clock. */
  readonly ice: LocalIce | undefined;
  /** Runs a function with an event. Gives the ID of the invocation. */
  readonly run: Host["run"];
  readonly snippets: Snippets;
  /** Jobs that were planted here, as `<operation> <ID>`. */
  readonly planted: Set<string>;
  readonly changed: () => void;
}

/** @param url of the host, as the page names it */
type Handle = (desk: Desk, body: unknown, url: string) => unknown;

const via = z.enum(["gateway", "trigger", "invoke", "timer", "eventbridge"] satisfies Via[]);
const call = z.strictObject({ operation: z.string(), via, parameters: z.record(z.string(), z.string()) });
const document = z.record(z.string(), z.unknown());

/** Everything that the page may ask to be done, by path. */
export const writes: Readonly<Record<string, Handle>> = {
  "/_console/call": (desk, body, url) => {
    const { operation, via, parameters } = call.parse(body);
    return perform(url, operationOf(desk, operation), via, parameters, Date.now());
  },
  "/_console/repeat": (desk, body) => {
    const { id } = z.strictObject({ id: z.string() }).parse(body);
    const { record, event } = keptOf(desk, id);
    if (!event) throw new ControlError("The event is too large to be kept: call the function again.");
    return { id: desk.run(record.functionName, event) };
  },
  "/_console/code": (desk, body, url) => {
    const { operation, parameters } = orderOf(desk, body);
    return desk.snippets(operationOf(desk, operation), parameters, url);
  },
  "/_console/demo": runDemo,
  "/_console/jobs": (desk, body) => {
    const schema = z.strictObject({
      operation: z.string(),
      id: z.string().max(128).optional(),
      preset: z.string().optional(),
      document: document.optional(),
      script: z.array(z.unknown()).optional(),
    });
    const given = schema.parse(body);
    const operation = operationOf(desk, given.operation);
    if (given.document) {
      const job = { document: given.document, ...(given.script && { script: given.script }) };
      const notes = putJob(desk, operation, given.id ?? "", job);
      return { ...plantedJob(desk, operation, given.id ?? ""), notes };
    }
    const id = plantPreset(localIce(desk), operation, given.preset ?? "", given.id);
    if (id === undefined) throw new ControlError(`${given.operation} has no preset "${given.preset}".`);
    return plantedJob(desk, operation, id);
  },
  "/_console/assets": (desk, body) => {
    const { id, document: asset } = z.strictObject({ id: z.string().min(1), document }).parse(body);
    return localIce(desk).controlIce("PUT /_control/assets/<MediaId>", [id], { document: asset });
  },
  "/_console/clock": (desk, body) => controlIce(desk, "POST /_control/clock", body),
  "/_console/faults": (desk, body) => controlIce(desk, "POST /_control/faults", body),
  "/_console/faults/clear": (desk) => {
    localIce(desk).contents.schedule.clear();
    desk.changed();
    return {};
  },
};

/** Everything that the page may read, by path; the events and single invocations aside. */
export const reads: Readonly<Record<string, Handle>> = {
  "/_console/jobs": (desk) => jobsNow(localIce(desk), desk.operations, desk.planted),
};

/**
 * Plants a throttle and a job, and asks for the job until it is done: a first look at what a function does.
 * @returns the parameters of the call, whose invocation comes by the event stream
 */
function runDemo(desk: Desk, body: unknown, url: string): unknown {
  const { fails } = z.strictObject({ fails: z.boolean().default(false) }).parse(body);
  const operation =
    desk.operations.filter(({ kind }) => kind === "job").find(({ notifications }) => notifications) ??
    desk.operations.find(({ kind }) => kind === "job");
  if (operation?.kind !== "job") throw new ControlError("No operation answers one job.");
  const ice = localIce(desk);
  const id =
    plantPreset(ice, operation, fails ? "fails" : "succeeds", `demo-${randomBytes(3).toString("hex")}`) ?? "";
  plantedJob(desk, operation, id);
  ice.controlIce("POST /_control/faults", [], {
    fault: "throttled",
    operation: operation.name,
    retryAfterMs: 1000,
  });
  const parameters = { [operation.idField]: id, wait: "20" };
  void perform(url, operation, "gateway", parameters, Date.now()).catch(() => {});
  return { operation: operation.name, via: "gateway", parameters };
}

function plantedJob(desk: Desk, operation: Operation, id: string) {
  desk.planted.add(`${operation.name} ${id}`);
  desk.changed();
  return { operation: operation.name, id };
}

/** @returns notes on what may be a mistake */
function putJob(desk: Desk, operation: Operation, id: string, body: unknown): readonly string[] {
  if (id === "") throw new ControlError("Give the job an ID.");
  const route = "PUT /_control/jobs/<Operation>/<JobId>";
  const answer = localIce(desk).controlIce(route, [operation.name, id], body) as {
    notes?: readonly string[];
  };
  return answer.notes ?? [];
}

function controlIce(desk: Desk, route: string, body: unknown): unknown {
  const answer = localIce(desk).controlIce(route, [], body);
  desk.changed();
  return answer;
}

function localIce({ ice }: Desk): LocalIce {
  if (ice) return ice;
  throw new ControlError("The functions call the real ICE: there are no jobs, faults or clock to set.", 404);
}

function keptOf({ ring }: Desk, id: string) {
  const kept = ring.get(id);
  if (kept) return kept;
  throw new ControlError("This invocation is older than the last 500.", 404);
}

/** What code is wanted for: a call that is still in its form, or an invocation. */
function orderOf(desk: Desk, body: unknown): { operation: string; parameters: Record<string, string> } {
  const given = z.union([call, z.strictObject({ id: z.string() })]).parse(body);
  if (!("id" in given)) return given;
  const { record, event } = keptOf(desk, given.id);
  const parameters = Object.entries(eventParameters(event && parseJson(event.toString())));
  return {
    operation: record.operation,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name, masked(String(value))])),
  };
}

function operationOf({ operations }: Desk, name: string): Operation {
  const operation = operations.find((each) => each.name === name);
  if (operation) return operation;
  throw new ControlError(`There is no operation "${name}".`, 404);
}
