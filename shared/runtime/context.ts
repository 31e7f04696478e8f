/** STS credentials of the function's role, new at any invocation. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
}

/** What of Function Compute's context object the bundle uses (built-in Node.js runtimes). */
export interface Context {
  readonly requestId: string;
  readonly region: string;
  /** Absent, or full of empty strings, when the function has no role. */
  readonly credentials?: Partial<Credentials>;
  readonly function: {
    readonly name: string;
    /** Seconds. */
    readonly timeout: number;
  };
}
