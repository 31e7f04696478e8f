import {
  anyObject,
  either,
  flag,
  list,
  number,
  object,
  oneOf,
  type Schema,
  text,
  textMap,
  texts,
  whole,
  within,
} from "./schema-parts.ts";
import { triggerSchema } from "./trigger-schema.ts";

const auto = oneOf("auto");

const logConfig = either(
  auto,
  object({
    "project!": text,
    "logstore!": text,
    enableInstanceMetrics: flag,
    enableRequestMetrics: flag,
    enableLlmMetrics: flag,
    logBeginRule: oneOf("None", "DefaultRegex"),
  }),
);

const destination = object({ destination: text });
const hook = object({ handler: text, command: texts, timeout: { type: "number", minimum: 1 } });
const span = { name: text, startTime: text, endTime: text, timeZone: text };
const scheduled = { ...span, scheduleExpression: text, target: number };

const healthCheck = object({
  httpGetUrl: text,
  failureThreshold: number,
  initialDelaySeconds: number,
  periodSeconds: number,
  successThreshold: number,
  timeoutSeconds: number,
});

const container = object({
  image: text,
  command: texts,
  entrypoint: texts,
  port: number,
  healthCheckConfig: healthCheck,
  // Of component versions before 0.1.
  accelerationType: text,
  acrInstanceID: text,
  registryConfig: object({
    authConfig: object({ userName: text, password: text }),
    certConfig: object({ insecure: flag, rootCaCertBase64: text }),
    networkConfig: object({ vpcId: text, vSwitchId: text, securityGroupId: text }),
  }),
});

const mounts = (members: Readonly<Record<string, Schema>>, around: Readonly<Record<string, Schema>> = {}) =>
  either(auto, object({ "mountPoints!": list(object(members)), ...around }));

const runtimes = oneOf(
  ...["nodejs20", "nodejs18", "nodejs16", "nodejs14", "nodejs12", "nodejs10", "nodejs8"],
  ...["python3.12", "python3.10", "python3.9", "python3", "python2.7", "java11", "java8", "php7.2", "go1"],
  ...["dotnetcore3.1", "dotnetcore2.1"],
  ...["custom", "custom.debian10", "custom.debian11", "custom.debian12", "custom-container", "micro-sandbox"],
);

/**
 * JSON Schema of the fc3 component's props: every name that the component knows, and no other. Its own schema ignores
 * unknown names. Limits: Function Compute 3.0's documentation. `rules.ts` has what a schema can't express.
 */
export const propsSchema: Schema = {
  ...object({
    "region!": text,
    "functionName!": { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" },
    "runtime!": runtimes,
    handler: text,
    code: either(text, object({ ossBucketName: text, ossObjectName: text, src: text })),
    description: text,
    cpu: within(0.05, 16),
    memorySize: { ...whole(128, 32_768), multipleOf: 64 },
    diskSize: oneOf(512, 10_240),
    timeout: whole(1, 86_400),
    instanceConcurrency: whole(1, 200),
    role: text,
    environmentVariables: textMap,
    logConfig,
    triggers: list(triggerSchema),
    asyncInvokeConfig: object({
      maxAsyncRetryAttempts: within(0, 8),
      maxAsyncEventAgeInSeconds: within(1, 2_592_000),
      destinationConfig: object({ onSuccess: destination, onFailure: destination }),
      asyncTask: flag,
      qualifier: text,
    }),
    concurrencyConfig: object({ "reservedConcurrency!": number }),
    provisionConfig: object({
      defaultTarget: number,
      target: number,
      alwaysAllocateCPU: flag,
      alwaysAllocateGPU: flag,
      scheduledActions: list(object(scheduled)),
      targetTrackingPolicies: list(
        object({ ...span, maxCapacity: number, minCapacity: number, metricTarget: number, metricType: text }),
      ),
    }),
    scalingConfig: object({
      minInstances: number,
      residentPoolId: text,
      horizontalScalingPolicies: list(
        object({
          ...span,
          maxInstances: number,
          minInstances: number,
          metricTarget: number,
          metricType: text,
        }),
      ),
      scheduledPolicies: list(object(scheduled)),
    }),
    customDomain: anyObject,
    instanceLifecycleConfig: object({ initializer: hook, preStop: hook }),
    tracingConfig: object({ type: text, params: text, jaegerConfig: object({ "endpoint!": text }) }),
    vpcConfig: either(
      auto,
      object({ "vpcId!": text, "securityGroupId!": text, "vSwitchIds!": either(auto, texts) }),
    ),
    vpcBinding: object({ "vpcIds!": texts }),
    nasConfig: mounts(
      { "serverAddr!": text, "mountDir!": text, enableTLS: flag },
      { "userId!": number, "groupId!": number },
    ),
    ossMountConfig: mounts({
      "bucketName!": text,
      "endpoint!": text,
      "mountDir!": text,
      bucketPath: text,
      readOnly: flag,
    }),
    tags: list(object({ "key!": text, "value!": text })),
    layers: texts,
    internetAccess: flag,
    customDNS: object({
      nameServers: texts,
      searches: texts,
      dnsOptions: list(object({ "name!": text, "value!": text })),
    }),
    customRuntimeConfig: object({
      command: texts,
      args: texts,
      port: number,
      healthCheckConfig: healthCheck,
    }),
    customContainerConfig: container,
    gpuConfig: object({
      gpuType: oneOf("fc.gpu.tesla.1", "fc.gpu.ampere.1"),
      gpuMemorySize: { ...within(1024, 24_576), multipleOf: 1024 },
    }),
    instanceIsolationMode: text,
    sessionAffinity: text,
    sessionAffinityConfig: either(
      text,
      object({
        affinityHeaderFieldName: text,
        sessionConcurrencyPerInstance: number,
        sessionIdleTimeoutInSeconds: number,
        sessionTTLInSeconds: number,
        sseEndpointPath: text,
      }),
    ),
    enableLongLiving: flag,
    resourceGroupId: text,
    endpoint: text,
    annotations: anyObject,
    supplement: {},
  }),
  if: { type: "object", properties: { runtime: { enum: ["custom-container", "micro-sandbox"] } } },
  // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's keyword
  then: { required: ["customContainerConfig"] },
  else: {
    if: { type: "object", properties: { runtime: { type: "string", pattern: "^custom" } } },
    // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's keyword
    then: { required: ["code"] },
    else: { required: ["code", "handler"] },
  },
};
