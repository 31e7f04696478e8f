import { readFileSync } from "node:fs";
import { exitCodeOfError } from "../../../cli/lib/describe-error.ts";
import { exitCodeOf } from "../../../cli/lib/exit-code.ts";
import { UsageError } from "../../../client/usage-error.ts";
import { operations } from "../../../functions/index.ts";
import { invocationErrors } from "../../../functions/invocation-errors.ts";
import { packageRoot } from "../../../functions/package-root.ts";
import { catalogue, type ErrorCode } from "../../../shared/errors/catalogue.ts";
import { ProblemError } from "../../../shared/errors/problem.ts";
import { accepted } from "../../../shared/validation/all-rules.ts";
import { openapi } from "../../../tools/deploy/openapi.ts";
import type { Contract } from "./compare.ts";

/**
 * What callers may rely on, derived from the code: the parameters and answers of every operation as the OpenAPI document
 * has them, errors, kinds of callers, fields of the log line, variables, exports of the client, and exit codes.
 */
export function currentContract(): Contract {
  const { schemas } = openapi(operations).components as { schemas: Contract };
  return {
    schemas: structure(schemas) as Contract,
    direct: Object.fromEntries(operations.map((each) => [each.name, Object.keys(accepted(each, "direct"))])),
    errors: kindsOf(catalogue),
    invocationErrors: kindsOf(invocationErrors),
    callers: wordsOf("shared/validation/rules.ts", /export type CallerKind =([^;]+);/, /"(\w+)"/g),
    log: wordsOf("shared/log.ts", /interface LogEntry \{(.+?)\n\}/s, /readonly (\w+)\??:/g),
    variables: wordsOf("shared/runtime/configuration.ts", /(.+)/s, /\b((?:ICE|LOG)_[A-Z_]+)\b/g),
    client: clientExports(readFileSync(new URL("client/index.ts", packageRoot), "utf8")),
    exitCodes: exitCodes(),
  };
}

/** A schema without its explanations, and without the bounds that any number in JSON has. */
function structure(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(structure);
  if (typeof value !== "object" || value === null) return value;
  const isKept = (name: string, inner: unknown) =>
    !(name === "description" && typeof inner === "string") &&
    Math.abs(Number(inner)) !== Number.MAX_SAFE_INTEGER;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name, inner]) => isKept(name, inner))
      .map(([name, inner]) => [name, structure(inner)]),
  );
}

/** Codes with their status and whether a retry can help, without the texts. */
function kindsOf(errors: Readonly<Record<string, { retryable: boolean; status?: number }>>): Contract {
  return Object.fromEntries(
    Object.entries(errors).map(([code, { retryable, status }]) => [
      code,
      { retryable, ...(status !== undefined && { status }) },
    ]),
  );
}

/** Words in a part of a source file: types are gone when the code runs. */
function wordsOf(path: string, part: RegExp, word: RegExp): string[] {
  const text = part.exec(readFileSync(new URL(path, packageRoot), "utf8"))?.[1];
  if (text === undefined) throw new Error(`${path} has no text like ${part}.`);
  return [...new Set([...text.matchAll(word)].map(([, each = ""]) => each))].sort();
}

/** The names that a module exports, read from its source. */
export function clientExports(source: string): string[] {
  const listed = [...source.matchAll(/^export (?:type )?\{([^}]+)\}/gms)].flatMap(([, names = ""]) =>
    names.split(",").map((name) =>
      name
        .trim()
        .replace(/^type /, "")
        .replace(/^.* as /, ""),
    ),
  );
  const declared = [...source.matchAll(/^export (?:async )?(?:interface|type|function|const|class) (\w+)/gm)];
  return [...listed, ...declared.map(([, name = ""]) => name)].filter((name) => name !== "").sort();
}

/** The exit code of the command line for each outcome. */
function exitCodes(): Contract {
  const codes = Object.keys(catalogue) as ErrorCode[];
  return {
    succeeded: exitCodeOf({ lifecycle: { phase: "succeeded" } }, {}),
    failed: exitCodeOf({ lifecycle: { phase: "failed" } }, {}),
    cancelled: exitCodeOf({ lifecycle: { phase: "cancelled" } }, {}),
    incomplete: exitCodeOf({ stopped: { reason: "deadline" } }, {}),
    asManyPagesAsAsked: exitCodeOf({ stopped: { reason: "limit" } }, { pages: 1 }),
    wrongOption: exitCodeOfError(new UsageError("")),
    other: exitCodeOfError(new Error()),
    ...Object.fromEntries(codes.map((code) => [code, exitCodeOfError(new ProblemError(code))])),
  };
}
