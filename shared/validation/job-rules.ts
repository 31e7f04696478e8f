import type { JobOperation } from "../operation.ts";
import { integer, optional } from "./parameter.ts";
import type { Rules } from "./rules.ts";

/** Seconds: Function Compute's longest timeout, a day. */
const longestWait = 86_400;

/** What validation must know of operations that answer one job. */
export const jobRules = {
  controls: {
    wait: optional(integer("Poll until the job is done, for at most this many seconds.", 1, longestWait)),
  },
} satisfies Rules<JobOperation>;
