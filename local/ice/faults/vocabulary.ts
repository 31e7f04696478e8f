import { z } from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { ControlError } from "../control-error.ts";
import { knownCodes } from "../errors.ts";
import * as answers from "./answers.ts";
import { type Fault, instead, onWire, serverWide, written } from "./fault.ts";
import {
  bodies,
  codeReply,
  refusal,
  signatureMismatch,
  statusReply,
  strangeStatuses,
  throttled,
} from "./replies.ts";
import * as wire from "./wire.ts";

const anyOperation = () => true;
const jobs = ({ kind }: Operation) => kind !== "batch";
const pages = ({ kind }: Operation) => kind === "list";
const batch = ({ kind }: Operation) => kind === "batch";

const ms = (usual: number, most = 600_000) => z.int().min(1).max(most).default(usual);
const codeText = `must be a code, such as ${knownCodes.join(", ")}`;
const retryAfterMs = z.int().min(0).optional();

/** Every fault that the server can produce, by its name. Settings have a default unless they are optional. */
export const vocabulary: Readonly<Record<string, Fault>> = {
  "reset-before-head": onWire("the connection is reset before a byte of the answer", wire.resetBeforeHead),
  "reset-after-head": onWire("the connection is reset after the answer's head", wire.resetAfterHead),
  "cut-body": onWire("the connection ends halfway through the body", wire.cutBody),
  "cut-gzip": onWire("the connection ends halfway through a compressed body", wire.cutGzip),
  stall: onWire("no byte of an answer ever comes", wire.stall),
  drip: onWire("the body comes a byte at a time", wire.drip, { everyMs: ms(100) }),
  "silent-on-reuse": onWire("an answer, then silence when the connection is used again", wire.silentOnReuse),
  "closed-on-reuse": onWire("an answer, then the end when the connection is used again", wire.closedOnReuse),
  refused: serverWide(
    "every connection is cut and new ones are refused, at once and control's too, for a minute at most",
    wire.refuse,
    { forMs: ms(1000, 60_000) },
  ),

  status: instead("a status, with ICE's JSON, that without Code, HTML, or nothing", statusReply, {
    status: z.literal(strangeStatuses).default(503),
    as: z.enum(bodies).default("ice"),
    retryAfterMs,
  }),
  code: instead("any of ICE's codes", codeReply, {
    code: z
      .string(codeText)
      .regex(/^[\w.]+$/, codeText)
      .meta({ examples: knownCodes }),
    status: z.int().min(400).max(599).optional(),
    message: z.string().optional(),
    retryAfterMs,
  }),
  throttled: instead("too many calls", throttled, { retryAfterMs }),
  "expired-token": instead("the session is over", refusal("InvalidSecurityToken.Expired")),
  "mismatched-token": instead(
    "the token is another key's",
    refusal("InvalidSecurityToken.MismatchWithAccessKey"),
  ),
  "clock-skew": instead("the timestamp is too far away", refusal("InvalidTimeStamp.Expired")),
  "nonce-used": instead("the nonce came before", refusal("SignatureNonceUsed")),
  "signature-mismatch": instead("the signature is wrong: echoes the string to sign", signatureMismatch),

  "unknown-state": written("a state word nobody knows", answers.unknownState, jobs),
  "unknown-fields": written("a field nobody knows", answers.unknownFields),
  "missing-fields": written("a job or asset with nothing but its ID", answers.missingFields),
  "wrong-types": written("every field of another type", answers.wrongTypes),
  "big-integers": written("integers beyond 2^53", answers.bigIntegers),
  "prototype-keys": written("keys __proto__ and constructor", answers.prototypeKeys),
  "duplicate-keys": written("the ID twice, the first one wrong", answers.duplicateKeys),
  deep: written("lists in lists", answers.deep, anyOperation, {
    depth: z.int().min(1).max(1_000_000).default(10_000),
  }),
  huge: written("a very long string", answers.huge, anyOperation, {
    bytes: z.int().min(1).max(200_000_000).default(20_000_000),
  }),
  "other-job": written("an answer to another ID", answers.otherJob),
  "no-job": written("an answer with nothing but its RequestId", answers.noJob),
  null: written("the answer null", () => "null"),
  array: written("the answer []", () => "[]"),
  string: written('the answer "OK"', () => '"OK"'),

  "cyclic-tokens": written("the tokens of two pages in turn", answers.cyclicTokens, pages),
  "repeated-token": written("the same token on every page", answers.repeatedToken, pages),
  "empty-page": written("no items, but a token", answers.emptyPage, pages),
  "oversized-page": written("one item more than asked for", answers.oversizedPage, pages),
  "found-and-ignored": written("the first ID found and ignored at once", answers.foundAndIgnored, batch),
  "not-accounted-for": written("the first ID neither found nor ignored", answers.notAccountedFor, batch),
};

/** What an order's `fault` has to be, in words. */
export const faultText = `must be one of ${[...Object.keys(vocabulary), "random"].join(", ")}`;

/** Throws a ControlError that lists the vocabulary when there is no such fault. */
export function findFault(name: string): Fault {
  const fault = Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined;
  if (fault) return fault;
  throw new ControlError(`fault: "${name}" is none: it ${faultText}`);
}
