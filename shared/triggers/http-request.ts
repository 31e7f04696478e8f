/** A request as an HTTP trigger and an API gateway both describe it. */
export interface HttpRequest {
  readonly method: string;
  readonly headers: unknown;
  readonly query: unknown;
  readonly path: unknown;
  readonly body: unknown;
  readonly isBase64Encoded: unknown;
}

/** Header names in lower case, text values only. */
export type Headers = Readonly<Record<string, string>>;
