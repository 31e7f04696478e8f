import * as z from "zod";
import type { Operation } from "../../shared/operation.ts";
import { nearest } from "../../shared/validation/nearest.ts";
import type { IceState } from "./calls.ts";
import { ControlError } from "./control-error.ts";
import type { Listener } from "./faults/fault.ts";
import { readOrder } from "./faults/order.ts";
import { randomSettings } from "./faults/random.ts";
import { vocabulary } from "./faults/vocabulary.ts";
import type { ScriptStep } from "./script.ts";
import { putAsset, putJob } from "./store.ts";

/**
 * Handles a control request.
 * @param names the values for the `<…>` in its path
 * @throws ControlError or ZodError for a request that is wrong
 */
type Handle = (state: IceState, names: readonly string[], body: unknown) => Outcome;

interface Outcome {
  readonly document: unknown;
  /** Runs after the answer was sent. */
  afterwards?(listener: Listener): void;
}

/** Every control request, by method and path. */
export const controlRoutes: Readonly<Record<string, Handle>> = {
  "GET /_control": () => ({ document: { routes: Object.keys(controlRoutes) } }),
  "GET /_control/jobs": listJobs,
  "PUT /_control/jobs/<Operation>/<JobId>": placeJob,
  "GET /_control/assets": ({ store }) => ({ document: { assets: [...store.assets.keys()] } }),
  "PUT /_control/assets/<MediaId>": placeAsset,
  "GET /_control/faults": listFaults,
  "POST /_control/faults": orderFault,
  "GET /_control/requests": ({ log }) => ({ document: { requests: log.entries } }),
  "DELETE /_control/requests": ({ log }) => ({ document: { requests: log.drain() } }),
  "POST /_control/clock": moveClock,
  "POST /_control/reset": reset,
};

const document = z.record(z.string(), z.unknown(), "must be a JSON object");

const step = z
  .strictObject({
    state: z.string(),
    looks: z.int().min(1).optional(),
    seconds: z.number().min(0).optional(),
    set: document.optional(),
  })
  .refine(
    ({ looks, seconds }) => looks === undefined || seconds === undefined,
    "give looks or seconds, not both",
  );

const script = z
  .array(step)
  .min(1)
  .refine(
    (steps) => steps.slice(0, -1).every(({ looks, seconds }) => looks !== undefined || seconds !== undefined),
    "every step but the last needs looks or seconds",
  );

const job = z.strictObject({ document, script: script.optional() });

/** ICE's times have four digits for the year. */
const earliest = Date.UTC(1970, 0);
const latest = Date.UTC(10_000, 0);

const clockMove = z
  .strictObject({
    advanceSeconds: z.number("must be a number").optional(),
    now: z.iso.datetime("must be a time such as 2030-01-02T03:04:05Z").optional(),
  })
  .refine(({ advanceSeconds, now }) => (advanceSeconds === undefined) !== (now === undefined), {
    error: "give either advanceSeconds or now",
  });

function placeJob(
  { store, operations, clock }: IceState,
  [name = "", id = ""]: readonly string[],
  body: unknown,
): Outcome {
  const operation = operations.get(name);
  if (!operation)
    throw new ControlError(
      `There is no operation "${name}". Operations are: ${[...operations.keys()].join(", ")}.`,
      404,
    );
  const given = job.parse(body);
  const problem = putJob(store, operation, id, { ...given, created: clock.now() });
  if (problem) throw new ControlError(problem);
  const notes = notesOn(operation, store.jobs.get(operation, id)?.state(), given.script ?? []);
  return { document: { operation: name, id, ...(notes.length > 0 && { notes }) } };
}

/** A word with its invisible characters escaped, such as a zero-width space. */
const visible = (word: string) =>
  word.replace(
    /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu,
    (each) => `\\u${each.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );

/** What may be a mistake: the words for states that no phase is known for. Tests may put such words on purpose. */
function notesOn(operation: Operation, state: unknown, script: readonly ScriptStep[]): string[] {
  if (operation.kind === "batch") return [];
  const known = Object.keys(operation.phases);
  const words = [state, ...script.map((step) => step.state)].filter((word) => word !== undefined);
  return [...new Set(words.map(String))]
    .filter((word) => !known.includes(word.trim()))
    .map((word) => {
      const meant = nearest(word, known);
      const hint = meant ? ` Did you mean ${meant}?` : ` Known states are: ${known.join(", ")}.`;
      return `The state "${visible(word)}" of ${operation.name} is unknown: its phase is "unknown".${hint}`;
    });
}

function placeAsset({ store, operations }: IceState, [id = ""]: readonly string[], body: unknown): Outcome {
  const given = z.strictObject({ document }).parse(body);
  const batches = [...operations.values()].filter(({ kind }) => kind === "batch");
  const batch = batches.find(({ idField }) => Object.hasOwn(given.document, idField)) ?? batches[0];
  const problem = batch ? putAsset(store, batch.idField, id, given.document) : "No operation has assets.";
  if (problem) throw new ControlError(problem);
  return { document: { id } };
}

function listJobs({ store, operations }: IceState): Outcome {
  const jobs = [...operations.values()].flatMap((operation) =>
    store.jobs.all(operation).map((job) => ({ operation: operation.name, id: job.id, state: job.state() })),
  );
  return { document: { jobs } };
}

function listFaults({ operations }: IceState): Outcome {
  const faults = Object.entries(vocabulary).map(([fault, { meaning, settings, fits }]) => ({
    fault,
    meaning,
    settings: schemaOf(settings),
    operations: [...operations.values()].filter(fits).map(({ name }) => name),
  }));
  const random = {
    fault: "random",
    meaning: "each call gets one of these faults with a given probability, by a seeded random generator",
    settings: schemaOf(randomSettings),
    operations: [...operations.keys()],
  };
  return { document: { faults: [...faults, random] } };
}

function orderFault({ operations, schedule, seed }: IceState, _: readonly string[], body: unknown): Outcome {
  const { order, atOnce } = readOrder(body, operations, seed);
  if (atOnce) return { document: {}, afterwards: atOnce };
  schedule.add(order);
  return { document: {} };
}

function moveClock({ clock }: IceState, _: readonly string[], body: unknown): Outcome {
  const { advanceSeconds, now } = clockMove.parse(body);
  const time = now === undefined ? clock.now() + (advanceSeconds ?? 0) * 1000 : Date.parse(now);
  if (!(time >= earliest && time < latest))
    throw new ControlError("The clock can show the years 1970 to 9999 only. Give a time in them.");
  clock.moveTo(time);
  return { document: { now: new Date(clock.now()).toISOString() } };
}

/** Resets everything but the access keys: functions that use one keep working. */
function reset({ clock, log, schedule, store }: IceState): Outcome {
  clock.reset();
  log.drain();
  schedule.clear();
  store.reset();
  return { document: {} };
}

const schemaOf = (settings: z.ZodObject) => z.toJSONSchema(settings, { io: "input" }).properties;
