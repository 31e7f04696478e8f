type Schema = Readonly<Record<string, unknown>>;

/** An object with these properties and no others. Unlike `additionalProperties: false`, the error names the other. */
function strict(properties: Record<string, Schema>, required = Object.keys(properties)): Schema {
  return { type: "object", properties, required, additionalProperties: { not: {} } };
}

const text = { type: "string", minLength: 1 };
const whole = (minimum: number, maximum: number) => ({ type: "integer", minimum, maximum });
const oneOf = (...values: readonly string[]) => ({ type: "string", enum: values });

/** Never `anonymous`: anyone who can call a function can read every job of the account. */
const httpTrigger = strict(
  {
    authType: oneOf("function"),
    methods: { type: "array", items: oneOf("GET", "POST"), minItems: 1, uniqueItems: true },
    disableURLInternet: { type: "boolean" },
  },
  ["authType", "methods"],
);

const timerTrigger = strict({ cronExpression: text, enable: { type: "boolean" }, payload: text }, [
  "cronExpression",
  "enable",
]);

const trigger = {
  ...strict({ triggerName: text, triggerType: oneOf("http", "timer"), triggerConfig: { type: "object" } }),
  if: { type: "object", properties: { triggerType: { const: "http" } } },
  // biome-ignore lint/suspicious/noThenProperty: it is JSON Schema's keyword
  then: { type: "object", properties: { triggerConfig: httpTrigger } },
  else: { type: "object", properties: { triggerConfig: timerTrigger } },
};

const destination = strict({ destination: { type: "string", pattern: "^acs:" } });

/**
 * JSON Schema (draft-07) of the fc3 component's props that this project uses. The vendor's own schema accepts unknown
 * props and any configuration of a trigger. Limits: Function Compute 3.0's documentation. Rules that a schema can't
 * express are in `props-rules.ts`.
 */
export const propsSchema: Schema = {
  $schema: "http://json-schema.org/draft-07/schema#",
  ...strict(
    {
      region: { type: "string", pattern: "^[a-z]{2,}(-[a-z0-9]+)+$" },
      functionName: { type: "string", pattern: "^[A-Za-z_][A-Za-z0-9_-]{0,63}$" },
      runtime: oneOf("nodejs20"),
      handler: { type: "string", pattern: "^\\w+\\.\\w+$" },
      code: text,
      timeout: whole(1, 86_400),
      memorySize: { ...whole(128, 32_768), multipleOf: 64 },
      cpu: { type: "number", minimum: 0.05, maximum: 16 },
      diskSize: { type: "integer", enum: [512, 10_240] },
      role: { type: "string", pattern: "^([\\w.@-]{1,64}|acs:ram::\\d+:role/[\\w.@-]{1,64})$" },
      logConfig: { anyOf: [oneOf("auto"), strict({ project: text, logstore: text })] },
      environmentVariables: {
        type: "object",
        propertyNames: { type: "string", pattern: "^[A-Za-z]\\w*$" },
        additionalProperties: { type: "string" },
      },
      vpcConfig: strict({
        vpcId: text,
        securityGroupId: text,
        vSwitchIds: { type: "array", items: text, minItems: 1 },
      }),
      asyncInvokeConfig: strict(
        {
          maxAsyncRetryAttempts: whole(0, 8),
          maxAsyncEventAgeInSeconds: whole(1, 2_592_000),
          destinationConfig: strict({ onSuccess: destination, onFailure: destination }, []),
        },
        ["maxAsyncRetryAttempts", "maxAsyncEventAgeInSeconds"],
      ),
      triggers: { type: "array", items: trigger },
    },
    [
      "region",
      "functionName",
      "runtime",
      "handler",
      "code",
      "timeout",
      "memorySize",
      "cpu",
      "diskSize",
      "role",
    ],
  ),
};
