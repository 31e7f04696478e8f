import type { IceAnswer, IceRequest, Transport } from "../../../shared/ice/transport.ts";
import { parsePieces, piecesOf } from "../../../shared/json/pieces.ts";
import type { Document } from "../../../shared/operation.ts";

export interface Upstream {
  readonly transport: Transport;
  /** What was asked, in order. */
  readonly requests: readonly IceRequest[];
}

/** What ICE does at a request: answers with a document or the text of one, or fails with what is thrown. */
export type Respond = (request: IceRequest, index: number) => Document | string | Promise<Document | string>;

/** An answer of ICE, made from a document or from the text of one. */
export function answerOf(given: Document | string): IceAnswer {
  return parsePieces(piecesOf(bytesOf(given))) as IceAnswer;
}

const bytesOf = (given: Document | string) =>
  Buffer.from(typeof given === "string" ? given : JSON.stringify(given));

/** A transport without a network. */
export function upstream(respond: Respond): Upstream {
  const requests: IceRequest[] = [];
  return {
    requests,
    async transport(request) {
      const given = await respond(request, requests.push(request) - 1);
      request.share.grow(bytesOf(given).length);
      return request.share.parse(() => answerOf(given));
    },
  };
}

/** Answers and failures one after the other; the last one stays. */
export function inTurn(...turns: readonly (Document | string | Error)[]): Respond {
  return (_, index) => {
    const turn = turns[Math.min(index, turns.length - 1)] as Document | string | Error;
    if (turn instanceof Error) throw turn;
    return turn;
  };
}
