import * as z from "zod";
import type { Operation } from "../../../shared/operation.ts";
import { ControlError } from "../control-error.ts";
import { knownCodes } from "../errors.ts";
import * as answers from "./answers.ts";
import { type Fault, instead, onWire, serverWide, written } from "./fault.ts";
import {
  bodies,
  codeReply,
  refusalWith,
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
const all = z.boolean().default(false);

/** Every fault that the server can produce, by its name. Settings have a default unless they are optional. */
export const vocabulary: Readonly<Record<string, Fault>> = {
  "reset-before-head": onWire("the connection is reset before a byte of the answer", wire.resetBeforeHead),
  "reset-after-head": onWire("the connection is reset after the answer's head", wire.resetAfterHead),
  "cut-body": onWire("the connection ends halfway through the body", wire.cutBody),
  "cut-gzip": onWire("the connection ends halfway through a compressed body", wire.cutGzip),
  "false-encoding": onWire("the answer says that it is compressed, and is not", wire.falseEncoding),
  endless: onWire("a body without an end", wire.endless),
  stall: onWire("no byte of an answer ever comes", wire.stall),
  drip: onWire("the body comes one byte at a time", wire.drip, { everyMs: ms(100) }),
  "silent-on-reuse": onWire(
    "an answer, then no reply when the connection is used again; with all, when any open one is",
    wire.silentOnReuse,
    { all },
  ),
  "closed-on-reuse": onWire(
    "an answer, then the connection is closed when it is used again; with all, when any open one is",
    wire.closedOnReuse,
    { all },
  ),
  refused: serverWide(
    "all connections are cut at once and new ones refused, also for control requests, for one minute at most",
    wire.refuseConnections,
    { forMs: ms(1000, 60_000) },
  ),

  status: instead("a status with ICE's JSON, the same without Code, HTML, or no body", statusReply, {
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
  "expired-token": instead("the session has expired", refusalWith("InvalidSecurityToken.Expired")),
  "mismatched-token": instead(
    "the token belongs to another key",
    refusalWith("InvalidSecurityToken.MismatchWithAccessKey"),
  ),
  "clock-skew": instead("the timestamp is too old or too new", refusalWith("InvalidTimeStamp.Expired")),
  "nonce-used": instead("the nonce was used before", refusalWith("SignatureNonceUsed")),
  "signature-mismatch": instead(
    "the signature is wrong; the message echoes the string to sign",
    signatureMismatch,
  ),

  "unknown-state": written("an unknown state word", answers.unknownState, jobs),
  "unknown-fields": written("an unknown field", answers.unknownFields),
  "missing-fields": written("a job or asset with its ID alone", answers.missingFields),
  "wrong-types": written("all fields of another type", answers.wrongTypes),
  "big-integers": written("integers beyond 2^53", answers.bigIntegers),
  "prototype-keys": written("keys __proto__ and constructor", answers.prototypeKeys),
  "duplicate-keys": written("the ID twice, the first one wrong", answers.duplicateKeys),
  deep: written("deeply nested lists", answers.deep, anyOperation, {
    depth: z.int().min(1).max(1_000_000).default(10_000),
  }),
  huge: written("a very long string", answers.huge, anyOperation, {
    bytes: z.int().min(1).max(200_000_000).default(20_000_000),
  }),
  "other-job": written("an answer to another ID", answers.otherJob),
  "no-job": written("an answer with its RequestId alone", answers.noJob),
  null: written("the answer null", () => "null"),
  array: written("the answer []", () => "[]"),
  string: written('the answer "OK"', () => '"OK"'),

  "cyclic-tokens": written("page tokens that form a circle", answers.cyclicTokens, pages),
  "repeated-token": written("the same token on every page", answers.repeatedToken, pages),
  "empty-page": written("no items, but a token", answers.emptyPage, pages),
  "oversized-page": written("one item more than requested", answers.oversizedPage, pages),
  "found-and-ignored": written("the first ID is both found and ignored", answers.foundAndIgnored, batch),
  "not-accounted-for": written("the first ID is neither found nor ignored", answers.notAccountedFor, batch),
};

/** The rule for an order's `fault`, in words. */
export const faultText = `must be one of ${[...Object.keys(vocabulary), "random"].join(", ")}`;

/** @throws ControlError that lists the vocabulary, for an unknown fault */
export function findFault(name: string): Fault {
  const fault = Object.hasOwn(vocabulary, name) ? vocabulary[name] : undefined;
  if (fault) return fault;
  throw new ControlError(`fault: "${name}" is unknown: it ${faultText}`);
}
