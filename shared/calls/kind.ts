import type { IceAnswer } from "../ice/transport.ts";
import type { Document, Operation } from "../operation.ts";
import type { Parts, View } from "../response/parts.ts";
import type { Capacity } from "../runtime/capacity.ts";
import type { Clock } from "../runtime/clock.ts";
import type { Request, Rules } from "../validation/rules.ts";

/** What asking takes from its surroundings. */
export interface Surroundings {
  /** Calls ICE once, retries included. Its answer counts as held. */
  readonly call: (parameters: Document) => Promise<IceAnswer>;
  /** Makes room: an answer is not needed any more. */
  readonly forget: (answer: IceAnswer) => void;
  readonly capacity: Capacity;
  readonly clock: Clock;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
  /** Bytes of an answer that the caller takes. */
  readonly sizeLimit: number;
}

/**
 * A kind of operation: how its requests are validated and how ICE is asked. A deployed function carries the code of its
 * own kind alone; its `index.ts` names it.
 */
export interface Kind<Each extends Operation = Operation> {
  readonly rules: Rules<Each>;
  /**
   * Asks ICE, and gives the parts of the answer.
   * @throws ProblemError when there is nothing to answer with
   */
  ask<Item>(operation: Each, request: Request, view: View<Item>, around: Surroundings): Promise<Parts<Item>>;
  /** How many calls a request makes, retries aside, or a sentence where the number can't be known. */
  countCalls(operation: Each, request: Request): number | string;
}

/** The parameters of the call that goes on where this one stopped. */
export function nextCall({ parameters, controls }: Request, progress: Document = {}): Document {
  return { ...parameters, ...controls, ...progress };
}
