import { dirname, relative, resolve, sep } from "node:path";
import { operations } from "../../../functions/index.ts";
import { ProblemError } from "../../../shared/errors/problem.ts";
import { isObject } from "../../../shared/json/value.ts";
import type { Operation } from "../../../shared/operation.ts";
import { readConfiguration, regionPattern } from "../../../shared/runtime/configuration.ts";
import { nearest } from "../../../shared/validation/nearest.ts";
import { iceRegions } from "../ice-regions.ts";
import { isOpen } from "./manifest-text.ts";
import type { Finding, Path } from "./problem.ts";
import type { Resource } from "./resources.ts";
import { triggerFindings } from "./trigger-rules.ts";

/**
 * Checks the rules that a schema can't express.
 * @param manifest path of the s.yaml; relative `code` folders start from its folder
 */
export function ruleFindings(manifest: string, resources: readonly Resource[]): Finding[] {
  const found = resources.map((resource) => ({
    ...resource,
    operation: operationOf(manifest, resource.props),
  }));
  const missing = operations.filter((each) => !found.some(({ operation }) => operation === each));
  return [
    ...missing.map(({ functionName }) => ({
      path: ["resources"],
      message: `No resource deploys the function ${functionName}.`,
      advice: `add a resource with code: ./${folderOf({ functionName })}`,
    })),
    ...found.flatMap(({ name, props, operation }, index) => {
      const path = ["resources", name, "props"];
      return [
        ...codeFindings(manifest, props, operation, path),
        ...cpuFindings(props, path),
        ...nameFindings(found.slice(0, index), props, path),
        ...triggerFindings(props.triggers, operation, [...path, "triggers"]),
        ...(operation ? [...ownFindings(props, path), ...settingFindings(props, path)] : []),
      ];
    }),
  ];
}

const folderOf = ({ functionName }: Pick<Operation, "functionName">) => `dist/${functionName}`;

function folderIn(manifest: string, { code }: Resource["props"]): string | undefined {
  if (typeof code !== "string" || isOpen(code)) return undefined;
  return relative(dirname(manifest), resolve(dirname(manifest), code)).replaceAll(sep, "/");
}

/** The operation whose function a resource deploys. */
function operationOf(manifest: string, props: Resource["props"]): Operation | undefined {
  const folder = folderIn(manifest, props);
  return (operations as readonly Operation[]).find((each) => folderOf(each) === folder);
}

/** A team may add functions of its own, but not in the folder that the build writes. */
function codeFindings(
  manifest: string,
  props: Resource["props"],
  operation: Operation | undefined,
  path: Path,
): Finding[] {
  const folder = folderIn(manifest, props);
  if (operation || !folder?.startsWith("dist/")) return [];
  const meant = nearest(folder, operations.map(folderOf));
  return [
    {
      path: [...path, "code"],
      message: `npm run build writes no function to ./${folder}.`,
      advice: meant ? `code: ./${meant}` : "remove the resource, or add the operation to functions/index.ts",
    },
  ];
}

/** Function Compute has 1 to 4 GB of memory per vCPU, and vCPU in steps of 0.05. */
function cpuFindings({ cpu, memorySize }: Resource["props"], path: Path): Finding[] {
  if (typeof cpu !== "number") return [];
  const at = [...path, "cpu"];
  if (Math.abs(cpu * 20 - Math.round(cpu * 20)) > 1e-9)
    return [
      {
        path: at,
        message: `cpu: ${cpu} is not a multiple of 0.05.`,
        advice: `cpu: ${steps(cpu, Math.round)}`,
      },
    ];
  if (typeof memorySize !== "number" || memorySize % 64 !== 0) return [];
  const least = steps(memorySize / 4096, Math.ceil);
  const most = steps(memorySize / 1024, Math.floor);
  if (cpu >= least && cpu <= most) return [];
  const message = `cpu: ${cpu} does not fit memorySize: ${memorySize}: one vCPU goes with 1 to 4 GB.`;
  return [{ path: at, message, advice: `cpu: ${least} to ${most}` }];
}

const steps = (cpu: number, round: (steps: number) => number) => Math.max(round(cpu * 20), 1) / 20;

function nameFindings(
  earlier: readonly Resource[],
  { functionName, region }: Resource["props"],
  path: Path,
): Finding[] {
  const other = earlier.find(({ props }) => props.functionName === functionName && props.region === region);
  if (!other || functionName === undefined) return [];
  const message = `functionName: ${functionName} is also the name of ${other.name}: one would replace the other.`;
  return [{ path: [...path, "functionName"], message, advice: "give each function a name of its own" }];
}

/** What the functions of this project need to run. */
function ownFindings(props: Resource["props"], path: Path): Finding[] {
  const findings: Finding[] = [];
  const need = (name: string, value: string, reason: string) => {
    if (props[name] !== undefined && props[name] !== value && !isOpen(props[name]))
      findings.push({
        path: [...path, name],
        message: `${name}: ${props[name]}: ${reason}.`,
        advice: `${name}: ${value}`,
      });
  };
  need("handler", "index.handler", "the bundle has no such handler");
  need("runtime", "nodejs20", "the bundles are built and tested for nodejs20");
  if (props.role === undefined)
    findings.push({
      path,
      message: "role is missing: without a role the function has no credentials to call ICE.",
      advice: "role: ims-functions-… (a role that dist/ros/roles.json makes)",
    });
  return findings;
}

/** The settings that the function itself would refuse, and a region without ICE. */
function settingFindings({ region, environmentVariables }: Resource["props"], path: Path): Finding[] {
  const variables = isObject(environmentVariables) ? environmentVariables : {};
  const closed = Object.entries(variables).filter(([, value]) => typeof value === "string" && !isOpen(value));
  const known = Object.fromEntries(closed) as Record<string, string>;
  if (typeof region !== "string" || isOpen(region)) return [];
  const findings: Finding[] = [];
  if (!iceRegions.includes(region) && !variables.ICE_ENDPOINT)
    findings.push({
      path: [...path, "region"],
      message: `region: ${region} has no Intelligent Media Services.`,
      advice: `use ${iceRegions.join(", ")}, or set ICE_ENDPOINT to ICE in one of them`,
    });
  try {
    readConfiguration(known, regionPattern.test(region) ? region : "cn-shanghai");
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    for (const { parameter, problem } of error.errors ?? [])
      findings.push({
        path: [...path, "environmentVariables", parameter],
        message: `${parameter} ${problem}.`,
        advice: `correct ${parameter}, or remove it`,
      });
  }
  return findings;
}
