import type { Document, Operation } from "../../shared/operation.ts";

/** An access key. STS credentials have a security token, too. */
export interface Key {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken?: string | undefined;
}

/** A service that takes signed requests. */
export interface Service {
  /** Scheme and host; of a trigger the whole URL. */
  readonly endpoint: string;
  readonly key: Key;
}

/** The ways to send requests. Those that a caller does not have are left out. */
export interface Ways {
  /** Invokes an operation's function. Rejects with the ProblemError that the function answers with. */
  readonly functions: (operation: Operation, parameters: Document) => Promise<Document>;
  readonly ice?: Service;
  readonly sts?: Service;
  /** Function Compute's API. */
  readonly invocations?: Service;
  /** The HTTP trigger of the function for single transcoding jobs. */
  readonly trigger?: Service;
}

export type Way = keyof Ways;

/** What the check of an assumption would need. */
export class NotChecked extends Error {}
