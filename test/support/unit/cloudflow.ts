import type { State, Workflow } from "../../../tools/deploy/workflow.ts";
import { construct, evaluate, holds, type Scope } from "./cloudflow-expression.ts";

/**
 * An interpreter of the states of CloudFlow's Flow Definition Language that this project's workflows use, and of no
 * other: an unknown field, a path that leads nowhere, a value too large or a wait out of range is an error of the
 * definition. Source of the rules: CloudFlow's documentation of its states.
 */
export interface WorkflowHost {
  /** Invokes a function by its resource name. Throws an error with the `errorType` as its name. */
  invoke(resourceArn: string, event: unknown): Promise<unknown>;
  sleep(seconds: number): Promise<void>;
}

export interface Execution {
  readonly status: "Succeeded" | "Failed";
  /** Of the last state that had one. */
  readonly output: unknown;
  readonly code?: string;
  /** Names of the states that ran, in order; a Map's inner ones among them. */
  readonly trace: readonly string[];
}

/** Ends an execution: CloudFlow's own error, not the definition's. */
class Failure extends Error {
  readonly code: string;
  constructor(code: string, detail: string) {
    super(detail);
    this.code = code;
  }
}

const common = ["Type", "Name", "Next", "End", "OutputConstructor"];
const fields: Record<State["Type"], readonly string[]> = {
  Task: [...common, "Action", "TaskMode", "Parameters", "Retry", "Catch"],
  Choice: ["Type", "Name", "Branches", "Default"],
  Wait: [...common, "Seconds", "Seconds.$"],
  Pass: common,
  Map: [...common, "ItemsPath", "Processor"],
  Succeed: common,
  Fail: ["Type", "Name", "Code", "Detail", "End"],
};

interface Run extends WorkflowHost {
  readonly input: unknown;
  readonly trace: string[];
  last: unknown;
}

/** Runs a workflow to its end. */
export async function execute(workflow: Workflow, input: unknown, host: WorkflowHost): Promise<Execution> {
  const run: Run = { ...host, input, trace: [], last: input };
  try {
    const output = await runStates(workflow, input, run);
    return { status: "Succeeded", output, trace: run.trace };
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    return { status: "Failed", code: error.code, output: run.last, trace: run.trace };
  }
}

async function runStates(
  scope: Pick<Workflow, "StartAt" | "States">,
  input: unknown,
  run: Run,
): Promise<unknown> {
  let name = scope.StartAt;
  let value = input;
  for (let steps = 0; steps < 5_000; steps += 1) {
    const state = scope.States.find((each) => each.Name === name);
    if (!state) throw new Error(`there is no state ${name}`);
    const strange = Object.keys(state).find((field) => !fields[state.Type].includes(field));
    if (strange) throw new Error(`${name}: ${state.Type} has no ${strange}`);
    run.trace.push(name);
    const step = await runState(state, fits(value, name), run);
    value = fits(step.output, name);
    run.last = value;
    if (!step.next) return value;
    name = step.next;
  }
  throw new Error("more than 5,000 steps");
}

interface Step {
  readonly output: unknown;
  /** Undefined at an end. */
  readonly next: string | undefined;
}

async function runState(state: State, $Input: unknown, run: Run): Promise<Step> {
  const scope: Scope = { $Input, $Context: { Execution: { Input: run.input } } };
  const next = state.End ? undefined : (state.Next as string);
  const done = ($Output: unknown): Step => ({
    output: state.OutputConstructor ? construct(state.OutputConstructor, { ...scope, $Output }) : $Output,
    next,
  });
  switch (state.Type) {
    case "Pass":
    case "Succeed":
      return done($Input);
    case "Fail":
      throw new Failure(state.Code as string, state.Detail as string);
    case "Choice": {
      const branches = state.Branches as { Condition: string; Next: string }[];
      const branch = branches.find(({ Condition }) => holds(Condition, scope));
      return { output: $Input, next: branch?.Next ?? (state.Default as string) };
    }
    case "Wait": {
      const { Seconds } = construct({ "Seconds.$": state["Seconds.$"] }, scope) as { Seconds: number };
      if (!(Number.isInteger(Seconds) && Seconds >= 1 && Seconds <= 300))
        throw new Error(`${state.Name}: a wait of ${Seconds}`);
      await run.sleep(Seconds);
      return done($Input);
    }
    case "Map": {
      const Items: unknown[] = [];
      for (const item of evaluate(state.ItemsPath as string, scope) as unknown[])
        Items.push(await runStates(state.Processor as Workflow, item, run));
      return done({ Items });
    }
    case "Task": {
      const outcome = await invokeWithRetry(state, scope, run);
      return "error" in outcome ? caught(state, scope, outcome.error) : done({ Body: outcome.body });
    }
  }
}

interface Retry {
  readonly Errors: readonly string[];
  readonly MaxAttempts: number;
  readonly IntervalSeconds: number;
  readonly BackoffRate: number;
  readonly MaxBackoffSeconds: number;
}

const covers = ({ Errors }: { Errors: readonly string[] }, error: Error) =>
  Errors.includes(error.name) || Errors.includes("FnF.ALL");

async function invokeWithRetry(
  state: State,
  scope: Scope,
  run: Run,
): Promise<{ body: unknown } | { error: Error }> {
  const { resourceArn, body } = construct(state.Parameters, scope) as { resourceArn: string; body: unknown };
  for (let attempt = 0; ; attempt += 1) {
    try {
      return { body: await run.invoke(resourceArn, body) };
    } catch (thrown) {
      const error = thrown as Error;
      const retry = (state.Retry as Retry[]).find((rule) => covers(rule, error));
      if (!retry || attempt === retry.MaxAttempts) return { error };
      await run.sleep(
        Math.min(retry.MaxBackoffSeconds, retry.IntervalSeconds * retry.BackoffRate ** attempt),
      );
    }
  }
}

interface Catch {
  readonly Errors: readonly string[];
  readonly OutputConstructor: unknown;
  readonly Next: string;
}

function caught(state: State, scope: Scope, error: Error): Step {
  const rule = (state.Catch as Catch[]).find((each) => covers(each, error));
  if (!rule) throw new Failure(error.name, error.message);
  const $Context = {
    ...(scope.$Context as object),
    Current: { Error: { Code: error.name, Detail: error.message } },
  };
  return { output: construct(rule.OutputConstructor, { ...scope, $Context }), next: rule.Next };
}

/** A state's input and output are objects of at most 64 KiB. */
function fits(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new Error(`${name}: input and output are objects`);
  if (Buffer.byteLength(JSON.stringify(value)) > 65_536) throw new Error(`${name}: more than 64 KiB`);
  return value;
}
