/** A request without its credentials: the key is masked; signature and token are left out. */
export interface LoggedRequest {
  readonly time: string;
  readonly version: string;
  readonly operation: string;
  readonly method: string;
  readonly scheme: "V1" | "ACS3";
  readonly accessKeyId: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly fault: string | null;
  /** Function Compute's ID of the invocation that sent it; null for other callers. */
  readonly invocation: string | null;
  /** HTTP status; null while it is under way, and where it was not answered. */
  readonly status: number | null;
  /** From the request to the end of the answer or of the connection; null while it is under way. */
  readonly milliseconds: number | null;
  /** ICE's ID of the request, as the answer has it. */
  readonly requestId: string | null;
}
