import { operations } from "../functions/index.ts";
import { sampleJob } from "../functions/samples.ts";
import { jobPath, valueAt, withValue } from "../functions/subject.ts";
import type { Document, Operation } from "../shared/operation.ts";
import type { Fields, RawObject } from "../shared/schema/fields.ts";
import { ControlError } from "./ice/control-error.ts";
import type { LoggedRequest } from "./ice/logged-request.ts";
import type { ScriptStep } from "./ice/script.ts";

type Operations = { [Each in (typeof operations)[number] as Each["name"]]: Each };
type OfKind<Kind> = {
  [Name in keyof Operations]: Operations[Name] extends { kind: Kind } ? Name : never;
}[keyof Operations];

/** An operation that answers one job or a list of jobs. */
export type JobsOperation = OfKind<"job"> | OfKind<"list">;

/** ICE's answer about a job; for an operation that lists, the job itself or an answer with that one job. */
export type JobDocument<Name extends JobsOperation> =
  | RawObject<Operations[Name]["answer"]>
  | (Operations[Name] extends {
      kind: "list";
      itemsField: infer Items extends keyof Operations[Name]["answer"];
    }
      ? ItemOf<RawObject<Operations[Name]["answer"]>[Items]>
      : never);

type ItemOf<List> = NonNullable<List> extends readonly (infer Item)[] ? Item : never;

/** What an asset's document may hold. */
export type AssetDocument = FoundBy<Operations[OfKind<"batch">]>;

type FoundBy<Batch> = Batch extends { answer: infer Answer extends Fields; foundField: infer Found }
  ? ItemOf<RawObject<Answer>[Found & keyof Answer]>
  : never;

/** ICE's words for the states of an operation's jobs. Any other text is a word that the functions do not know. */
export type StateOf<Name extends JobsOperation> = (keyof Operations[Name]["phases"] & string) | (string & {});

/** One state of a job. It lasts for a number of looks or of seconds; the last one stays. */
export interface Step<State extends string = string> extends ScriptStep {
  readonly state: State;
}

/** A fault and the calls it strikes. `GET /_control/faults` lists the faults and their settings. */
export interface FaultOrder {
  /** Its name, such as `throttled`. */
  readonly fault: string;
  /** Only calls of this operation, or of `AssumeRole`; any of ICE's by default. */
  readonly operation?: keyof Operations | "AssumeRole";
  /** How many calls; 1 by default. */
  readonly times?: number;
  /** The fault's own settings, such as `retryAfterMs`. */
  readonly [setting: string]: unknown;
}

/** What ICE has, how it fails and what time it is: typed requests to `/_control`. Each throws ControlError. */
export interface Control {
  /**
   * Puts a job into ICE. Without `document` it is the documented sample, created now, in the script's first state. A
   * document without a creation time gets ICE's current time.
   * @returns notes on what may be a mistake, such as a state that the functions do not know; usually none
   * @example
   * await cloud.putJob("GetMediaConvertJob", "my-job", {
   *   script: [{ state: "Running", seconds: 2 }, { state: "Success" }],
   * });
   */
  putJob<Name extends JobsOperation>(
    operation: Name,
    id: string,
    job?: { readonly document?: JobDocument<Name>; readonly script?: readonly Step<StateOf<Name>>[] },
  ): Promise<readonly string[]>;
  /**
   * Puts an asset into ICE. Without a document it has its ID alone.
   * @example
   * await cloud.putAsset("my-asset", { MediaBasicInfo: { Title: "mine" } });
   */
  putAsset(id: string, document?: AssetDocument): Promise<void>;
  /**
   * Plants a fault that strikes the next calls.
   * @example
   * await cloud.plantFault({ fault: "throttled", times: 3, operation: "GetMediaConvertJob" });
   */
  plantFault(order: FaultOrder): Promise<void>;
  /**
   * Moves ICE's clock forward (back with a negative number), or sets it. Jobs follow their scripts by it.
   * @returns ICE's new time
   * @example
   * await cloud.moveClock({ advanceSeconds: 3600 });
   */
  moveClock(move: { readonly advanceSeconds: number } | { readonly now: string | Date }): Promise<Date>;
  /**
   * The last requests to ICE and STS, the oldest first. They hold no credentials.
   * @example
   * const polls = (await cloud.requests()).filter(({ operation }) => operation === "GetMediaConvertJob");
   */
  requests(): Promise<readonly LoggedRequest[]>;
  /** The same, and forgets them. */
  drainRequests(): Promise<readonly LoggedRequest[]>;
  /** Jobs, assets, faults, clock and request log go back to the start. The functions keep working. */
  reset(): Promise<void>;
}

/** @param iceUrl address of the local ICE */
export function createControl(iceUrl: string): Control {
  const send = async (method: string, path: string, body?: unknown): Promise<Document> => {
    const response = await fetch(`${iceUrl}/_control/${path}`, {
      method,
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const document = (await response.json()) as Document;
    if (response.ok) return document;
    throw new ControlError(String(document.error), response.status);
  };
  const requests = async (method: string) => {
    const document = await send(method, "requests");
    return document.requests as readonly LoggedRequest[];
  };
  return {
    async putJob(operation, id, { document, script } = {}) {
      const given = document ?? (await newJob(operation, id, script, send));
      const path = `jobs/${operation}/${encodeURIComponent(id)}`;
      const { notes } = await send("PUT", path, { document: given, script });
      return (notes ?? []) as readonly string[];
    },
    async putAsset(id, document = {}) {
      await send("PUT", `assets/${encodeURIComponent(id)}`, { document });
    },
    async plantFault(order) {
      await send("POST", "faults", order);
    },
    async moveClock(move) {
      const { now } = await send("POST", "clock", move);
      return new Date(String(now));
    },
    requests: () => requests("GET"),
    drainRequests: () => requests("DELETE"),
    async reset() {
      await send("POST", "reset");
    },
  };
}

/**
 * The documented sample as a job that ICE has just taken on: a job's age decides when to poll again. With a script,
 * percentage and parts are left out: the sample's are those of a job that is done.
 */
async function newJob(
  name: string,
  id: string,
  script: readonly ScriptStep[] | undefined,
  send: (method: string, path: string, body: unknown) => Promise<Document>,
): Promise<unknown> {
  const operation = (operations as readonly Operation[]).find((each) => each.name === name);
  // The control request says what is wrong with the name.
  if (!operation || operation.kind === "batch") return {};
  const { now } = await send("POST", "clock", { advanceSeconds: 0 });
  const document = sampleJob(operation, id, Date.parse(String(now)));
  if (!script) return document;
  const at = jobPath(operation);
  const { percentField, parts } = operation;
  const finished = [percentField, ...partFields(parts?.statePaths ?? [])];
  const job = Object.entries(valueAt(document, at) as Document);
  return withValue(document, at, Object.fromEntries(job.filter(([field]) => !finished.includes(field))));
}

/** The job's own members that hold its parts: `OutputDetails` of `OutputDetails[].Status`. */
const partFields = (paths: readonly string[]) => paths.map((path) => path.split(/[.[]/)[0]);
