import { dirname, relative, resolve, sep } from "node:path";
import { operations } from "../../functions/index.ts";
import type { HttpTrigger, Resource, TimerTrigger } from "../../local/fc/manifest.ts";
import { nextTime } from "../../local/fc/timers.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import type { Operation } from "../../shared/operation.ts";
import { timerCaller } from "../../shared/triggers/timer.ts";
import { validate } from "../../shared/validation/validate.ts";

/** What the rules look at, of props that fit `propsSchema`. */
interface Props {
  readonly functionName: string;
  readonly code: string;
  /** MB */
  readonly memorySize: number;
  /** vCPU */
  readonly cpu: number;
  readonly triggers?: readonly (HttpTrigger | TimerTrigger)[];
}

/**
 * Checks what no schema can say.
 * @param path of the manifest; relative `code` folders start from its folder
 * @param resources whose props fit `propsSchema`
 * @returns what is wrong, a line each
 */
export function ruleFaults(path: string, resources: Readonly<Record<string, Resource>>): string[] {
  const functions = Object.entries(resources).map(([name, resource]) => ({
    name,
    props: resource.props as unknown as Props,
  }));
  const names = functions.map(({ props }) => props.functionName);
  return functions.flatMap(({ name, props }, index) => {
    const folder = relative(dirname(path), resolve(dirname(path), props.code)).replaceAll(sep, "/");
    const operation = operations.find((each) => folderOf(each) === folder);
    // A team may deploy functions of its own beside these, but not from the folder that the build writes.
    const isMade = operation || !folder.startsWith("dist/");
    const faults = [
      ...(names.indexOf(props.functionName) < index
        ? [`functionName: ${props.functionName} is another function's, too`]
        : []),
      ...cpuFaults(props),
      ...(isMade ? [] : [`code: ${props.code} is no folder that npm run build makes: ${folders()}`]),
      ...(props.triggers ?? []).flatMap((trigger) => timerFaults(trigger, operation)),
    ];
    return faults.map((fault) => `${name}/props/${fault}`);
  });
}

const folderOf = ({ functionName }: Operation) => `dist/${functionName}`;
const folders = () => operations.map((operation) => `./${folderOf(operation)}`).join(", ");

/** Function Compute has 1 to 4 GB of memory per vCPU. */
function cpuFaults({ cpu, memorySize }: Props): string[] {
  const perCpu = memorySize / 1024 / cpu;
  if (perCpu >= 1 && perCpu <= 4) return [];
  const least = memorySize / 4096;
  return [`cpu: ${cpu} vCPU does not go with ${memorySize} MB: it takes ${least} to ${least * 4}`];
}

function timerFaults(trigger: HttpTrigger | TimerTrigger, operation: Operation | undefined): string[] {
  if (trigger.triggerType !== "timer") return [];
  const { cronExpression, payload } = trigger.triggerConfig;
  const faults = [...cronFaults(cronExpression), ...(operation ? payloadFaults(operation, payload) : [])];
  return faults.map((fault) => `triggers/${trigger.triggerName}/${fault}`);
}

function cronFaults(cronExpression: string): string[] {
  try {
    nextTime(cronExpression, new Date());
    return [];
  } catch (error) {
    return [`cronExpression: ${(error as Error).message}`];
  }
}

/** What the function itself would say of the payload. */
function payloadFaults(operation: Operation, payload: string | undefined): string[] {
  const now = new Date();
  try {
    const event = { triggerTime: now.toISOString(), triggerName: "", payload };
    validate(operation, timerCaller(event)?.read().parameters ?? {}, "timer", now.getTime());
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return (error.errors ?? []).map(({ parameter, problem }) =>
      parameter === "payload" ? `payload: ${problem}` : `payload: ${parameter} ${problem}`,
    );
  }
}
