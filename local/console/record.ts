import type { Phase } from "../../shared/operation.ts";
import type { CallerKind } from "../../shared/validation/rules.ts";

// What the console's server tells its page: types alone, which both import.

/** One request that an invocation sent to ICE. Times are milliseconds since the epoch. */
export interface RequestRecord {
  readonly number: number;
  readonly operation: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly began: number;
  readonly ended?: number;
  /** 0 where no answer went out whole. */
  readonly status?: number;
  readonly code?: string;
  readonly requestId?: string;
  readonly fault?: string;
  /** The job's state in the answer, as ICE names it and as a phase. */
  readonly state?: string;
  readonly phase?: Phase;
}

/** One invocation, without its texts. Times are milliseconds since the epoch. */
export interface InvocationRecord {
  readonly id: string;
  /** Grows with every change of any record: what a page has seen is one number. */
  readonly version: number;
  readonly operation: string;
  readonly functionName: string;
  readonly caller: CallerKind | "unknown";
  /** Whether its caller was answered before it ran. */
  readonly asynchronous: boolean;
  /** The IDs that it asks for: the first three, and how many there are. */
  readonly ids: readonly string[];
  readonly idCount: number;
  readonly accepted: number;
  readonly assigned?: number;
  readonly ready?: number;
  readonly ended?: number;
  /** Whether a new instance was started for it. */
  readonly cold: boolean;
  /** How often the event was tried before. */
  readonly retryCount: number;
  /** What ends it first, in milliseconds from when its instance is ready. */
  readonly limit: { readonly of: "timeout" | "gateway" | "wait"; readonly ms: number };
  readonly outcome: "running" | "answered" | "incomplete" | "explained" | "failed";
  readonly phase?: Phase;
  readonly partial?: boolean;
  /** The error's code. */
  readonly code?: string;
  /** The totals of its log line. */
  readonly attempts?: number;
  readonly upstreamMs?: number;
  /** The first 200. */
  readonly requests: readonly RequestRecord[];
  /** All of them, and those that were repeated after a failure. */
  readonly requestCount: number;
  readonly retries: number;
}

/** A text as the console shows it: masked, and cut to 64 KiB. */
export interface ShownText {
  readonly text: string;
  /** Of the whole text. */
  readonly bytes: number;
}

/** The texts of one invocation. */
export interface InvocationTexts {
  readonly event: ShownText;
  readonly answer?: ShownText;
  readonly log: readonly ShownText[];
}

/** A message of the event stream. */
export interface StreamMessage {
  /** Whether the page drops what it has first. */
  readonly reset: boolean;
  readonly records: readonly InvocationRecord[];
  readonly status: Status;
}

/** What the bar at the top shows. */
export interface Status {
  /** Names this start of the local cloud. */
  readonly start: string;
  /** ICE's clock minus this machine's, in milliseconds. */
  readonly clockOffset: number;
  readonly planted: readonly PlantedFault[];
  readonly strikes: readonly Strike[];
}

export interface PlantedFault {
  readonly fault: string;
  /** Undefined for every operation. */
  readonly operation?: string;
  /** Undefined for no limit. */
  readonly left?: number;
}

/** A request that a planted fault concerned. */
export interface Strike {
  readonly fault: string;
  readonly operation: string;
  readonly time: number;
  readonly invocation?: string;
}

/** A field of a form: a parameter or a control of an operation. */
export interface Field {
  readonly name: string;
  readonly description: string;
  readonly required: boolean;
  /** Whether it is the bundle's own. */
  readonly isControl: boolean;
  readonly choices?: readonly string[];
  readonly least?: number;
  readonly most?: number;
  readonly list: boolean;
}

/** Ways to call a function from the page. */
export type Via = "gateway" | "trigger" | "invoke" | "timer" | "eventbridge";

export interface OperationForm {
  readonly name: string;
  readonly functionName: string;
  readonly summary: string;
  readonly kind: "job" | "list" | "batch";
  /** By the way of calling. */
  readonly fields: Readonly<Record<Via, readonly Field[]>>;
  /** The ways that this function has. */
  readonly ways: readonly Via[];
  /** The parameter for its job or assets. */
  readonly idParameter: string;
  /** The parameters of a first call: those of the documented sample. */
  readonly example: Readonly<Record<string, string>>;
  /** The document of a new job, or of a new asset. */
  readonly template: string;
  readonly presets: readonly { readonly name: string; readonly label: string }[];
}

export interface FaultForm {
  readonly fault: string;
  readonly meaning: string;
  /** What the function does, and what its caller sees. */
  readonly functionDoes: string;
  readonly callerSees: string;
  /** The operations for which it is possible. */
  readonly operations: readonly string[];
  readonly settings: readonly Field[];
}

/** All that the page needs at its start. */
export interface State {
  readonly start: string;
  /** Writes carry it in `x-console-token`. */
  readonly token: string;
  readonly target: "local" | "ice";
  readonly region: string;
  /** Where ICE is. */
  readonly where: string;
  readonly version: string;
  readonly operations: readonly OperationForm[];
  readonly faults: readonly FaultForm[];
}

/** A call that the page asks for. */
export interface CallOrder {
  readonly operation: string;
  readonly via: Via;
  readonly parameters: Readonly<Record<string, string>>;
}

export interface CallAnswer {
  /** The invocation; undefined where the function did not run. */
  readonly id?: string;
  readonly status: number;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: ShownText;
  readonly milliseconds: number;
}

/** Code that does the same as a call. */
export interface Snippet {
  readonly name: string;
  readonly text: string;
}

export interface JobCard {
  readonly operation: string;
  readonly id: string;
  readonly phase: Phase;
  readonly partial: boolean;
  readonly state: string;
  readonly progress?: number;
  /** Seconds. */
  readonly retryAfter?: number;
  readonly planted: boolean;
}

export interface JobsAnswer {
  readonly jobs: readonly JobCard[];
  readonly jobCount: number;
  readonly assets: readonly string[];
  readonly assetCount: number;
}
