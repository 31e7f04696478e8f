import type { IceAnswer } from "./ice/transport.ts";
import { parsePieces, piecesOf } from "./json/pieces.ts";
import type { Document, JobFields, Operation } from "./operation.ts";
import type { Context } from "./runtime/context.ts";

/** A made-up invocation: its event, its context, and an answer of ICE. */
export interface Rehearsal {
  readonly event: Uint8Array;
  readonly context: Context;
  readonly answer: IceAnswer;
}

const id = "rehearsal";

const context: Context = {
  requestId: id,
  region: "cn-shanghai",
  credentials: { accessKeyId: id, accessKeySecret: id, securityToken: id },
  function: { name: id, memory: 128, timeout: 10 },
};

/**
 * What an instance practises on while its first request is under way. The code that follows an answer is compiled then,
 * and a cold start takes less time.
 */
export function rehearsalOf(operation: Operation): Rehearsal {
  const [parameters, document] = scenes(operation);
  return {
    event: Buffer.from(JSON.stringify(parameters)),
    context,
    answer: parsePieces(piecesOf(Buffer.from(JSON.stringify(document)))) as IceAnswer,
  };
}

/** Parameters, and the answer to them: a job that succeeded, or an item that was found. */
function scenes(operation: Operation): [parameters: Document, answer: Document] {
  switch (operation.kind) {
    case "job": {
      const job = jobOf(operation);
      return [{ [operation.idField]: id }, operation.jobField ? { [operation.jobField]: job } : job];
    }
    case "list":
      return [{}, { [operation.itemsField]: [jobOf(operation)] }];
    case "batch":
      return [{ [operation.idsField]: [id] }, { [operation.foundField]: [{ [operation.idField]: id }] }];
  }
}

function jobOf({ idField, stateField, phases }: JobFields): Document {
  return { [idField]: id, [stateField]: Object.keys(phases).find((word) => phases[word] === "succeeded") };
}
