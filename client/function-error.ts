import * as z from "zod/mini";
import { catalogue, type ErrorCode } from "../shared/errors/catalogue.ts";
import { ProblemError } from "../shared/errors/problem.ts";
import { member } from "../shared/json/value.ts";
import { InvocationError } from "./invocation-error.ts";

/** An error of the catalogue that a function threw. */
export class FunctionError extends ProblemError {
  /** Function Compute's: the function's log line is found by it. */
  readonly requestId: string;

  constructor({ code, requestId, ...options }: Problem) {
    super(code, options);
    const faults = options.errors?.map(({ parameter, problem }) => `${parameter} ${problem}`);
    this.message = `${code}: ${faults?.join("; ") ?? catalogue[code].advice}`;
    this.requestId = requestId;
  }
}

const text = z.string();

/** What of a problem document is needed to make the error again. */
const problem = z.object({
  code: z.enum(Object.keys(catalogue) as [ErrorCode, ...ErrorCode[]]),
  requestId: text,
  errors: z.exactOptional(z.array(z.object({ parameter: text, problem: text }))),
  upstream: z.exactOptional(z.object({ code: z.exactOptional(text), requestId: z.exactOptional(text) })),
});

type Problem = z.output<typeof problem>;

/**
 * Reads Function Compute's envelope around a function's error: `{errorMessage, errorType?, stackTrace?}`, in which the
 * bundle's functions give the problem document as message.
 */
export function fromEnvelope(
  envelope: unknown,
  functionName: string,
  requestId: string | undefined,
): FunctionError | InvocationError {
  const message = member(envelope, "errorMessage");
  const { data } = problem.safeParse(parse(message));
  if (data) return new FunctionError(data);
  const late = /time(d)? ?out/i.test(String(message));
  return new InvocationError(late ? "FunctionTimeout" : "FunctionFailed", functionName, { requestId });
}

/** The value of a JSON text, undefined where it is none; what is no text is its own value. */
export function parse(json: unknown): unknown {
  if (typeof json !== "string" && !Buffer.isBuffer(json)) return json;
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}
