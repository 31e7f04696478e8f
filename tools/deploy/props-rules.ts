import { dirname, relative, resolve, sep } from "node:path";
import { operations } from "../../functions/index.ts";
import type { HttpTrigger, Resource, TimerTrigger } from "../../local/fc/manifest.ts";
import { nextTime } from "../../local/fc/timers.ts";
import { ProblemError } from "../../shared/errors/problem.ts";
import type { Operation } from "../../shared/operation.ts";
import { objectIn } from "../../shared/triggers/asynchronous.ts";
import { validateFor } from "../../shared/validation/all-rules.ts";

/** The props that the rules check. They fit `propsSchema`. */
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
 * Checks the rules that a schema can't express.
 * @param path of the manifest; relative `code` folders start from its folder
 * @param resources whose props fit `propsSchema`
 * @returns what is wrong, one line each
 */
export function ruleViolations(path: string, resources: Readonly<Record<string, Resource>>): string[] {
  const functions = Object.entries(resources).map(([name, resource]) => ({
    name,
    props: resource.props as unknown as Props,
  }));
  const names = functions.map(({ props }) => props.functionName);
  return functions.flatMap(({ name, props }, index) => {
    const folder = relative(dirname(path), resolve(dirname(path), props.code)).replaceAll(sep, "/");
    const operation = operations.find((each) => folderOf(each) === folder);
    // A team may add functions of its own, but not in the folder that the build writes.
    const isMade = operation || !folder.startsWith("dist/");
    const violations = [
      ...(names.indexOf(props.functionName) < index
        ? [`functionName: ${props.functionName} is also the name of another function`]
        : []),
      ...cpuViolations(props),
      ...(isMade ? [] : [`code: ${props.code} is not a folder that npm run build writes: ${folders()}`]),
      ...(props.triggers ?? []).flatMap((trigger) => timerViolations(trigger, operation)),
    ];
    return violations.map((violation) => `${name}/props/${violation}`);
  });
}

const folderOf = ({ functionName }: Operation) => `dist/${functionName}`;
const folders = () => operations.map((operation) => `./${folderOf(operation)}`).join(", ");

/** Function Compute has 1 to 4 GB of memory per vCPU. */
function cpuViolations({ cpu, memorySize }: Props): string[] {
  const perCpu = memorySize / 1024 / cpu;
  if (perCpu >= 1 && perCpu <= 4) return [];
  const least = memorySize / 4096;
  return [`cpu: ${cpu} vCPU does not fit ${memorySize} MB: use ${least} to ${least * 4} vCPU`];
}

function timerViolations(trigger: HttpTrigger | TimerTrigger, operation: Operation | undefined): string[] {
  if (trigger.triggerType !== "timer") return [];
  const { cronExpression, payload } = trigger.triggerConfig;
  const violations = [
    ...cronViolations(cronExpression),
    ...(operation ? payloadViolations(operation, payload) : []),
  ];
  return violations.map((violation) => `triggers/${trigger.triggerName}/${violation}`);
}

function cronViolations(cronExpression: string): string[] {
  try {
    nextTime(cronExpression, new Date());
    return [];
  } catch (error) {
    return [`cronExpression: ${(error as Error).message}`];
  }
}

/** The violations that the function itself would find in the payload. */
function payloadViolations(operation: Operation, payload: string | undefined): string[] {
  const parameters = objectIn(payload);
  if (!parameters) return ["payload: must be the text of a JSON object, or empty"];
  try {
    validateFor(operation, parameters, "timer", Date.now());
    return [];
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return (error.errors ?? []).map(({ parameter, problem }) => `payload: ${parameter} ${problem}`);
  }
}
