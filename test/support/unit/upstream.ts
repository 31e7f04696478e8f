import type { SignedRequest, Transport } from "../../../shared/ice/transport.ts";
import type { Document } from "../../../shared/operation.ts";

export interface Upstream {
  readonly transport: Transport;
  /** What was asked, in order. */
  readonly requests: readonly SignedRequest[];
}

/** What ICE does at a request: answers with the document, or fails with what is thrown. */
export type Respond = (request: SignedRequest, index: number) => Document | Promise<Document>;

/** A transport without a network. */
export function upstream(respond: Respond): Upstream {
  const requests: SignedRequest[] = [];
  return {
    requests,
    transport: async (request) => respond(request, requests.push(request) - 1),
  };
}

/** Answers and failures one after the other; the last one stays. */
export function inTurn(...turns: readonly (Document | Error)[]): Respond {
  return (_, index) => {
    const turn = turns[Math.min(index, turns.length - 1)] as Document | Error;
    if (turn instanceof Error) throw turn;
    return turn;
  };
}
