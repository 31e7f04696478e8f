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
}
