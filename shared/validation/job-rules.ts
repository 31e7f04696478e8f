import type { JobOperation } from "../operation.ts";
import { duration, integer, optional } from "./parameter.ts";
import type { Rules } from "./rules.ts";

/** Seconds: Function Compute's longest timeout, a day. */
const longestWait = 86_400;
/** Seconds: longer than any job takes. */
const longestJob = 7 * 86_400;

/** What validation must know of operations that answer one job. */
export const jobRules = {
  controls: {
    wait: optional(integer("Poll until the job is done, for at most this many seconds.", 1, longestWait)),
    expect: optional(
      duration(
        "How long such a job usually takes: 10m, PT10M. Polls are then few at first, and close together around that time.",
        longestJob,
      ),
    ),
  },
} satisfies Rules<JobOperation>;
