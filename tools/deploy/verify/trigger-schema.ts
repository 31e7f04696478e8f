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
  texts,
} from "./schema-parts.ts";

const count = either(number, text);

const jsonWebKeys = object({
  "keys!": list(object({ "alg!": text, "e!": text, kid: text, "kty!": text, "n!": text, "use!": text })),
});

const jwt = object({
  "jwks!": jsonWebKeys,
  "tokenLookup!": either(
    text,
    list(
      object({
        "parameterName!": text,
        prefix: text,
        "readPosition!": oneOf("cookie", "form", "header", "query"),
      }),
    ),
  ),
  claimPassBy: either(
    text,
    list(
      object({
        claimName: text,
        "mappingParameterName!": text,
        "mappingParameterPosition!": oneOf("cookie", "form", "header"),
      }),
    ),
  ),
  blacklist: texts,
  whitelist: texts,
});

/** The configuration of each type of trigger that the fc3 component knows. */
const configurations: Readonly<Record<string, Schema>> = {
  http: object({
    "authType!": oneOf("function", "jwt", "anonymous"),
    "methods!": list(oneOf("GET", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS")),
    disableURLInternet: flag,
    authConfig: jwt,
  }),
  timer: object({ "cronExpression!": text, "enable!": flag, payload: text }),
  oss: object({
    "events!": list({ type: "string", pattern: "^oss:Object(Created|Removed|Modified):[*A-Za-z]+$" }),
    "filter!": object({ "key!": object({ "prefix!": text, "suffix!": text }) }),
  }),
  log: object({
    "enable!": flag,
    "jobConfig!": object({ maxRetryTime: count, triggerInterval: count }),
    "logConfig!": object({ "project!": text, "logstore!": text }),
    "sourceConfig!": object({ "logstore!": text }),
    functionParameter: anyObject,
  }),
  mns_topic: object({
    "notifyContentFormat!": oneOf("STREAM", "JSON"),
    "notifyStrategy!": oneOf("BACKOFF_RETRY", "EXPONENTIAL_DECAY_RETRY"),
    filterTag: text,
  }),
  cdn_events: object({
    "eventName!": text,
    "eventVersion!": text,
    "notes!": text,
    "filter!": object({ "domain!": texts }),
  }),
  tablestore: anyObject,
  eventbridge: object({
    "triggerEnable!": flag,
    "asyncInvocationType!": flag,
    "eventRuleFilterPattern!": text,
    "eventSourceConfig!": object({ "eventSourceType!": text, eventSourceParameters: anyObject }),
    eventSinkConfig: object({ "deliveryOption!": anyObject }),
    runOptions: anyObject,
  }),
};

/** A trigger: its configuration depends on its type. The component's own schema accepts any configuration. */
export const triggerSchema: Schema = {
  type: "object",
  required: ["triggerName", "triggerType", "triggerConfig"],
  discriminator: { propertyName: "triggerType" },
  oneOf: Object.entries(configurations).map(([type, configuration]) =>
    object({
      "triggerType!": { const: type },
      "triggerName!": text,
      "triggerConfig!": configuration,
      description: text,
      invocationRole: text,
      qualifier: text,
      sourceArn: text,
    }),
  ),
};

/** The types of trigger. */
export const triggerTypes: readonly string[] = Object.keys(configurations);
