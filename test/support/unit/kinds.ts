import { batch } from "../../../shared/calls/batch.ts";
import { job } from "../../../shared/calls/job.ts";
import type { Kind } from "../../../shared/calls/kind.ts";
import { list } from "../../../shared/calls/list.ts";
import type { Operation } from "../../../shared/operation.ts";

/** The code for an operation's kind, which its `index.ts` names. */
export function kindOf(operation: Operation): Kind {
  return { job, list, batch }[operation.kind] as Kind;
}
