/** What is told of one invocation, by whoever called or by the function's log. */
export interface Told {
  readonly operation: string;
  readonly caller: string;
  readonly outcome: string;
  /** Of the error, where there was one. */
  readonly code?: string | undefined;
}

/** Two accounts of the same invocations, which have to say the same. */
export interface Account {
  /** @param told by the caller of an invocation */
  seen(requestId: string, told: Told): void;
  /** @param told by a line of the log */
  logged(requestId: string, told: Told): void;
  /** Where the two differ: one line for each, but for what only one side has told. */
  readonly differences: readonly string[];
  /** What only one side has told so far: one line for each. */
  pending(): string[];
  /** What both sides have told. */
  readonly agreed: readonly Told[];
}

type Side = "seen" | "logged";

export function openAccount(): Account {
  const halves = new Map<string, { readonly side: Side; readonly told: Told }>();
  const agreed: Told[] = [];
  const differences: string[] = [];

  const tell = (side: Side) => (requestId: string, told: Told) => {
    const other = halves.get(requestId);
    if (!other) {
      halves.set(requestId, { side, told });
      return;
    }
    halves.delete(requestId);
    if (other.side === side) differences.push(`${requestId} was ${side} twice: ${show(told)}`);
    else if (show(other.told) === show(told)) agreed.push(told);
    else differences.push(`${requestId} was ${other.side} as ${show(other.told)}, ${side} as ${show(told)}`);
  };

  return {
    seen: tell("seen"),
    logged: tell("logged"),
    differences,
    pending: () => [...halves].map(([id, { side, told }]) => `${id} was only ${side}: ${show(told)}`),
    agreed,
  };
}

function show({ operation, caller, outcome, code = "" }: Told): string {
  return `${operation} ${caller} ${outcome} ${code}`.trim();
}
