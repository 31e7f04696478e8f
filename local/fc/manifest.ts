import { readFileSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { parse } from "yaml";
import * as z from "zod";
import { openExpression, replaceVariables } from "./manifest-variables.ts";

/** The account of the local cloud. */
export const accountId = "1000000000000001";

const httpTrigger = z.object({
  triggerName: z.string(),
  triggerType: z.literal("http"),
  triggerConfig: z.object({ authType: z.enum(["anonymous", "function"]), methods: z.array(z.string()) }),
});

const timerTrigger = z.object({
  triggerName: z.string(),
  triggerType: z.literal("timer"),
  triggerConfig: z.object({
    cronExpression: z.string(),
    enable: z.boolean().default(true),
    payload: z.string().default(""),
  }),
});

const destination = z.object({ destination: z.string() }).optional();

/** The props of a function that the host uses; the rest is for deployments. Defaults are Function Compute's. */
const functionProps = z.object({
  region: z.string(),
  handler: z.string(),
  code: z.string(),
  timeout: z.number().default(3),
  memorySize: z.number().default(512),
  role: z.string().optional(),
  environmentVariables: z.record(z.string(), z.string()).default({}),
  instanceLifecycleConfig: z
    .object({ initializer: z.object({ handler: z.string(), timeout: z.number().default(3) }).optional() })
    .default({}),
  asyncInvokeConfig: z
    .object({
      maxAsyncRetryAttempts: z.number().default(3),
      maxAsyncEventAgeInSeconds: z.number().default(86_400),
      destinationConfig: z.object({ onSuccess: destination, onFailure: destination }).default({}),
    })
    .prefault({}),
  triggers: z.array(z.discriminatedUnion("triggerType", [httpTrigger, timerTrigger])).default([]),
});

const manifest = z.object({ resources: z.record(z.string(), z.object({ props: functionProps })) });

export type HttpTrigger = z.infer<typeof httpTrigger>;
export type TimerTrigger = z.infer<typeof timerTrigger>;

/** A function as deployed: `code` an absolute folder, `role` an ARN, times in seconds, memory in MB. */
export type FunctionConfig = z.infer<typeof functionProps> & { readonly name: string };

/**
 * Reads the functions of an s.yaml. A function has the name of its resource's key: the local cloud ignores stage
 * suffixes of `functionName`.
 * @param path of the file; relative `code` folders start from its folder
 * @param env the variables for `${env('NAME', 'default')}`
 * @throws an Error that names the file and every prop that is wrong
 */
export function readManifest(path: string, env: NodeJS.ProcessEnv = process.env): FunctionConfig[] {
  const { resources } = naming(path, () => manifest.parse(load(path, env)));
  return Object.entries(resources).map(([name, { props }]) => ({
    ...props,
    name,
    code: resolve(dirname(path), props.code),
    role: props.role && roleArn(props.role),
  }));
}

function load(path: string, env: NodeJS.ProcessEnv): unknown {
  const { vars, resources } = parse(readFileSync(path, "utf8"), { merge: true }) ?? {};
  const known = replaceVariables(resources, vars, env);
  const open = openExpression(known);
  if (open !== undefined) throw new Error(`${open} has no value`);
  return { resources: known };
}

/** Adds the file's name to any error. */
function naming<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (cause) {
    const reason = cause instanceof z.ZodError ? z.prettifyError(cause) : (cause as Error).message;
    throw new Error(`${path} can't be read as a manifest: ${reason}`, { cause });
  }
}

/** The fc3 component completes a bare role name in the same way. */
const roleArn = (role: string) =>
  role.includes(":") ? role : `acs:ram::${accountId}:role/${role.toLowerCase()}`;
