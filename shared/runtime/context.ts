/** STS credentials of the function's role. They are new at every invocation. */
export interface Credentials {
  readonly accessKeyId: string;
  readonly accessKeySecret: string;
  readonly securityToken: string;
}

/** What the bundle uses of Function Compute's context object (built-in Node.js runtimes). */
export interface Context {
  readonly requestId: string;
  readonly region: string;
  /** Absent, null, or full of empty strings, when the function has no role. */
  readonly credentials?: Partial<Credentials> | null;
  readonly function: {
    readonly name: string;
    /** MB. */
    readonly memory: number;
    /** Seconds. */
    readonly timeout: number;
  };
}
