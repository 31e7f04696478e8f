import * as z from "zod/mini";
import { catalogue, type ErrorCode } from "../shared/errors/catalogue.ts";
import { ProblemError, type Upstream, type Violation } from "../shared/errors/problem.ts";
import { parseJson } from "../shared/json/parse.ts";
import { member } from "../shared/json/value.ts";
import { InvocationError } from "./invocation-error.ts";

/** What a function tells of its error. */
export interface Problem {
  readonly code: ErrorCode;
  /** Function Compute's request ID. */
  readonly requestId: string;
  readonly errors?: readonly Violation[];
  readonly upstream?: Upstream;
}

/**
 * An error that a function answered with. `code` is one of the catalogue.
 * @example
 * if (error instanceof FunctionError && error.code === "NotFound") …
 */
export class FunctionError extends ProblemError {
  override readonly name = "FunctionError";
  /** Function Compute's request ID. The function's log line has it, too. */
  readonly requestId: string;

  constructor({ code, requestId, ...options }: Problem) {
    super(code, options);
    const violations = options.errors?.map(({ parameter, problem }) => `${parameter} ${problem}`);
    this.message = `${code}: ${violations?.join("; ") ?? catalogue[code].advice}`;
    this.requestId = requestId;
  }

  /** The error for a log or an answer. It holds nothing secret. */
  toJSON(): Problem & { readonly name: string; readonly message: string; readonly retryable: boolean } {
    const { name, code, message, retryable, requestId, errors, upstream } = this;
    return {
      name,
      code,
      message,
      retryable,
      requestId,
      ...(errors && { errors }),
      ...(upstream && { upstream }),
    };
  }
}

const text = z.string();

/** The parts of a problem document that the error is made from. */
const problem = z.object({
  code: z.enum(Object.keys(catalogue) as [ErrorCode, ...ErrorCode[]]),
  requestId: text,
  errors: z.exactOptional(z.array(z.object({ parameter: text, problem: text }))),
  upstream: z.exactOptional(z.object({ code: z.exactOptional(text), requestId: z.exactOptional(text) })),
});

/**
 * Reads Function Compute's envelope around a function's error: `{errorMessage, errorType?, stackTrace?}`. The message
 * of the bundle's functions is the problem document.
 */
export function fromEnvelope(
  envelope: unknown,
  functionName: string,
  requestId: string | undefined,
): FunctionError | InvocationError {
  const message = member(envelope, "errorMessage");
  const { data } = problem.safeParse(parsed(message));
  if (data) return new FunctionError(data);
  const late = /time(d)? ?out/i.test(String(message));
  return new InvocationError(late ? "FunctionTimeout" : "FunctionFailed", functionName, { requestId });
}

/** The value of JSON text or bytes, undefined when they are not JSON; any other value is returned as it is. */
export function parsed(json: unknown): unknown {
  return typeof json === "string" || Buffer.isBuffer(json) ? parseJson(String(json)) : json;
}
