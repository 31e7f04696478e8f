import { parseJson } from "../../shared/json/parse.ts";
import { isObject, member } from "../../shared/json/value.ts";
import type { Operation, Phase } from "../../shared/operation.ts";
import { patienceMs as gatewayPatienceMs } from "../../shared/triggers/api-gateway.ts";
import type { Log, Outcome } from "../fc/instance.ts";
import type { AcceptedInvocation, Observation, Observer } from "../fc/observer.ts";
import type { WatchedRequest } from "../ice/watched-request.ts";
import { eventParameters } from "./event-parameters.ts";
import { keptBytes, masked, shown } from "./mask.ts";
import type { InvocationRecord, RequestRecord, Strike } from "./record.ts";
import type { Kept, Ring } from "./ring.ts";

/** Turns what happens into records of a ring. */
export interface Recorder {
  readonly observe: Observer;
  /** Takes what the functions print. */
  readonly log: Log;
  /** Takes ICE's requests. */
  readonly watch: (request: WatchedRequest) => void;
  /** The last requests that a planted fault concerned, the newest first. */
  readonly strikes: readonly Strike[];
}

const mostRequests = 200;
const mostLines = 20;
const mostStrikes = 50;
/** An answer that is larger is not looked into. */
const readableBytes = 1 << 20;

/** @param changed is called after every change */
export function createRecorder(
  ring: Ring,
  operations: readonly Operation[],
  now: () => number,
  changed: () => void,
): Recorder {
  const byFunction = new Map(operations.map((operation) => [operation.functionName, operation]));
  const strikes: Strike[] = [];

  /** Changes a record that the ring still has. */
  const change = (
    id: string,
    update: (kept: Kept) => Partial<InvocationRecord>,
    texts?: (kept: Kept) => Partial<Kept["texts"]>,
  ) => {
    if (!ring.get(id)) return;
    ring.put(id, (kept) => {
      const known = kept as Kept;
      return {
        ...known,
        record: { ...known.record, ...update(known) },
        texts: { ...known.texts, ...texts?.(known) },
      };
    });
    changed();
  };

  const observe = (invocation: AcceptedInvocation): Observation => {
    const { id, config } = invocation;
    ring.put(id, () => ({
      record: acceptedRecord(invocation, byFunction.get(config.name), now()),
      texts: { event: shown(invocation.event), log: [] },
      event: invocation.event.length <= keptBytes ? invocation.event : undefined,
    }));
    changed();
    return {
      assigned: (cold) => change(id, () => ({ assigned: now(), cold })),
      ready: () => change(id, ({ record }) => (record.ended === undefined ? { ready: now() } : {})),
      ended(result) {
        const payload = result instanceof Error ? Buffer.from(result.message) : result.payload;
        const ran = !(result instanceof Error) && result.ok;
        change(
          id,
          () => ({ ended: now(), ...(ran ? readAnswer(payload) : readFailure(result, payload)) }),
          () => ({ answer: shown(payload) }),
        );
      },
    };
  };

  const log: Log = (_, line) => {
    const entry = line.startsWith("{") ? parseJson(line) : undefined;
    const requestId = isObject(entry) ? entry.requestId : undefined;
    if (!isObject(entry) || typeof requestId !== "string") return;
    // A repeated event keeps its request ID: the line belongs to its latest run.
    const id = lastRun(ring, requestId);
    change(
      id,
      () => readLogLine(entry),
      ({ texts }) => ({ log: [...texts.log, shown(Buffer.from(line))].slice(-mostLines) }),
    );
  };

  const watch = (request: WatchedRequest) => {
    const { fault } = request;
    // A repeated event keeps its request ID, and its runs follow each other.
    const invocation = request.invocation && lastRun(ring, request.invocation);
    if (fault !== undefined && request.ended === undefined) {
      strikes.unshift({
        fault,
        operation: request.operation,
        time: request.began,
        ...(invocation && { invocation }),
      });
      strikes.splice(mostStrikes);
      changed();
    }
    if (invocation) change(invocation, ({ record }) => addRequest(record, request));
  };

  return { observe, log, watch, strikes };
}

function lastRun(ring: Ring, requestId: string): string {
  let id = requestId;
  for (let retry = 1; ring.get(`${requestId}~${retry}`); retry++) id = `${requestId}~${retry}`;
  return id;
}

function acceptedRecord(
  { id, config, event, retryCount, asynchronous }: AcceptedInvocation,
  operation: Operation | undefined,
  accepted: number,
): Omit<InvocationRecord, "version"> {
  const parsed = event.length <= readableBytes ? parseJson(event.toString()) : undefined;
  const given = isObject(parsed) ? parsed : {};
  const ids = operation ? idsIn(given, operation) : [];
  const caller = callerOf(given);
  return {
    id,
    operation: operation?.name ?? config.name,
    functionName: config.name,
    caller,
    asynchronous,
    ids: ids.slice(0, 3),
    idCount: ids.length,
    accepted,
    cold: false,
    retryCount,
    limit: limitOf(caller, Number(eventParameters(given).wait), config.timeout * 1000),
    outcome: "running",
    requests: [],
    requestCount: 0,
    retries: 0,
  };
}

/** What ends an invocation first. @param waitSeconds the control `wait`; no number without it */
function limitOf(
  caller: InvocationRecord["caller"],
  waitSeconds: number,
  timeoutMs: number,
): InvocationRecord["limit"] {
  const limits = [
    { of: "wait", ms: waitSeconds * 1000 },
    { of: "gateway", ms: caller === "apigateway" ? gatewayPatienceMs : Number.NaN },
  ] as const;
  const timeout = { of: "timeout", ms: timeoutMs } as const;
  return limits.reduce<InvocationRecord["limit"]>(
    (first, each) => (each.ms < first.ms ? each : first),
    timeout,
  );
}

/** A first idea from the event's shape; the function's log line tells what it was. */
function callerOf(event: Readonly<Record<string, unknown>>): InvocationRecord["caller"] {
  if (isObject(event.requestContext)) return "http";
  if ("httpMethod" in event) return "apigateway";
  if ("triggerName" in event) return "timer";
  if ("specversion" in event) return "eventbridge";
  if ("MessageBody" in event) return "notification";
  return "direct";
}

function idsIn(event: Readonly<Record<string, unknown>>, operation: Operation): string[] {
  const name = operation.kind === "batch" ? operation.idsField : operation.idField;
  const value = eventParameters(event)[name];
  const ids = Array.isArray(value) ? value : String(value ?? "").split(",");
  return ids.map((each) => masked(String(each).trim()).slice(0, 128)).filter((each) => each !== "");
}

function addRequest(record: InvocationRecord, watched: WatchedRequest): Partial<InvocationRecord> {
  const { invocation: _, fault, parameters, ...rest } = watched;
  const known = record.requests.find(({ number }) => number === watched.number);
  const request: RequestRecord = {
    ...rest,
    parameters: known?.parameters ?? shownParameters(parameters),
    ...(fault !== undefined && { fault }),
  };
  if (watched.ended !== undefined)
    return { requests: record.requests.map((each) => (each === known ? request : each)) };
  const before = record.requests.at(-1);
  return {
    requests: record.requests.length < mostRequests ? [...record.requests, request] : record.requests,
    requestCount: record.requestCount + 1,
    retries: record.retries + (before && failed(before) ? 1 : 0),
  };
}

const shownParameters = (parameters: WatchedRequest["parameters"]) =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, masked(value).slice(0, 500)]));

const failed = ({ status }: RequestRecord) => status !== 200;

function readLogLine(entry: Readonly<Record<string, unknown>>): Partial<InvocationRecord> {
  const { caller, outcome, phase, attempts, upstreamMs, code } = entry as Partial<InvocationRecord>;
  return {
    ...(caller && { caller }),
    ...(outcome && { outcome }),
    ...(phase && { phase }),
    ...(attempts !== undefined && { attempts }),
    ...(upstreamMs !== undefined && { upstreamMs }),
    ...(code && { code }),
  };
}

/** What an answer tells, also inside an HTTP answer. */
function readAnswer(payload: Buffer): Partial<InvocationRecord> {
  if (payload.length > readableBytes) return { outcome: "answered" };
  const document = parseJson(payload.toString());
  const status = member(document, "statusCode");
  const body = typeof status === "number" ? parseJson(String(member(document, "body"))) : document;
  if (typeof status === "number" && status >= 400) return failure(member(body, "code") ?? status);
  const lifecycle = member(body, "lifecycle");
  const phase = member(lifecycle, "phase") as Phase | undefined;
  return {
    outcome: member(body, "stopped") === undefined ? "answered" : "incomplete",
    ...(phase && { phase, partial: member(lifecycle, "partial") === true }),
  };
}

const failure = (code: unknown) => ({ outcome: "failed" as const, code: String(code) });

function readFailure(result: Outcome | Error, payload: Buffer): Partial<InvocationRecord> {
  if (result instanceof Error) return failure(result.name);
  const { errorType } = (parseJson(payload.toString()) ?? {}) as { errorType?: string };
  return failure(errorType ?? (result.ok ? "UnhandledInvocationError" : result.errorType));
}
