import { column, search } from "./fields.ts";

/** A query of Simple Log Service: a search, a bar, SQL. */
export interface Query {
  readonly name: string;
  readonly title: string;
  readonly query: string;
}

/** A query with the condition under which it alarms. */
export interface Alarm extends Query {
  /** What is wrong, and what to do. */
  readonly description: string;
  /** On the columns of one row of the result. */
  readonly condition: string;
  /** Minutes that each check looks back, and between checks. */
  readonly minutes: number;
  /** 4 is low, 6 medium, 8 high, 10 critical. */
  readonly severity: 4 | 6 | 8 | 10;
}

const lines = search("operation", "*");
const operation = column("operation");
const code = column("code");
const share = (condition: string) => `round(100.0 * count_if(${condition}) / count(*), 1)`;
/** Errors of the functions and of ICE; not those of a caller's input. */
const failure = `${column("level")} = 'error' or ${code} = 'Throttled'`;

/** Questions that come up in operation. */
export const queries: readonly Query[] = [
  {
    name: "outcomes",
    title: "Outcomes by operation",
    query: `${lines} | select ${operation} as operation, ${column("outcome")} as outcome, count(*) as calls group by operation, outcome order by calls desc`,
  },
  {
    name: "errors",
    title: "Errors by code",
    query: `${search("outcome", "failed")} | select ${code} as code, ${column("upstreamCode")} as upstream_code, ${operation} as operation, count(*) as calls group by code, upstream_code, operation order by calls desc`,
  },
  {
    name: "duration",
    title: "Duration in milliseconds, in the function and at ICE",
    query: `${lines} | select ${operation} as operation, approx_percentile(${column("totalMs")}, 0.5) as p50, approx_percentile(${column("totalMs")}, 0.95) as p95, approx_percentile(${column("upstreamMs")}, 0.95) as ice_p95, avg(${column("attempts")}) as attempts group by operation`,
  },
  {
    name: "callers",
    title: "Calls and bytes by caller and version",
    query: `${lines} | select ${column("caller")} as caller, ${column("version")} as version, count(*) as calls, sum(${column("bytes")}) as bytes group by caller, version order by calls desc`,
  },
  {
    name: "phases",
    title: "Phases of the jobs that were asked for",
    query: `${search("phase", "*")} | select ${operation} as operation, ${column("phase")} as phase, count(*) as calls group by operation, phase`,
  },
  {
    name: "drift",
    title: "Differences between ICE's answers and their schema",
    query: `${search("drift", "*")} | select ${operation} as operation, ${column("drift")} as drift, count(*) as calls group by operation, drift order by calls desc`,
  },
  {
    name: "one-request",
    title: "One invocation: replace ID by the caller's, the function's or ICE's request ID",
    query: `${search("requestId", "ID")} or ${search("callerRequestId", "ID")} or ${search("upstreamRequestId", "ID")}`,
  },
];

/** What needs somebody's attention. */
export const alarms: readonly Alarm[] = [
  {
    name: "error-rate",
    title: "ims-functions: errors",
    description:
      "More than 5 % of the calls failed, not through the caller's input. Run the query errors; docs/reference/errors.md says what to do about each code.",
    query: `${lines} | select ${share(failure)} as percent, count(*) as calls`,
    condition: "percent > 5 && calls >= 20",
    minutes: 5,
    severity: 8,
  },
  {
    name: "throttling",
    title: "ims-functions: ICE throttles",
    description:
      "ICE refused more than 2 % of the calls after all retries. Lower reservedConcurrency in s.yaml, poll less often, or ask for a higher limit.",
    query: `${lines} | select ${share(`${code} = 'Throttled'`)} as percent, count(*) as calls`,
    condition: "percent > 2 && calls >= 20",
    minutes: 5,
    severity: 6,
  },
  {
    name: "p95",
    title: "ims-functions: slow",
    description:
      "5 % of the calls took longer than 3 s at ICE. Run the query duration: it shows the operation, and how many attempts it took.",
    query: `${lines} | select approx_percentile(${column("upstreamMs")} / greatest(${column("attempts")}, 1), 0.95) as p95, count(*) as calls`,
    condition: "p95 > 3000 && calls >= 20",
    minutes: 15,
    severity: 6,
  },
  {
    name: "drift",
    title: "ims-functions: ICE's answers changed",
    description:
      "ICE's answers differ from their schema, and reach your callers as they are. Run the query drift, and look for a new version of ims-functions.",
    query: `${search("drift", "*")} | select count(*) as calls`,
    condition: "calls > 0",
    minutes: 60,
    severity: 4,
  },
];
