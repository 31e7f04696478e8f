/** A JSON Schema, draft-07. */
interface Schema {
  readonly $ref?: string;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly type?: string;
  readonly items?: Schema | readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly default?: unknown;
  readonly minimum?: number;
}

/**
 * Values that a schema accepts: every alternative, every word and every property at least once.
 * @param definitions what `#/definitions/…` refers to
 */
export function valuesOf(schema: Schema, definitions: Readonly<Record<string, Schema>>): unknown[] {
  const inside = (each: Schema) => valuesOf(each, definitions);
  if (schema.$ref === "#/definitions/ITrigger") return triggers(definitions);
  if (schema.$ref) return inside(definitions[schema.$ref.replace("#/definitions/", "")] as Schema);
  if (schema.enum) return [...schema.enum];
  if ("const" in schema) return [schema.const];
  if (schema.anyOf) return schema.anyOf.flatMap(inside);
  if (schema.type === "array") {
    const items = (Array.isArray(schema.items) ? schema.items : [schema.items ?? {}]) as Schema[];
    return [items.flatMap(inside)];
  }
  if (schema.properties) {
    const all = Object.entries(schema.properties).map(([name, each]) => [name, inside(each)] as const);
    const most = Math.max(1, ...all.map(([, values]) => values.length));
    return Array.from({ length: most }, (_, index) =>
      Object.fromEntries(all.map(([name, values]) => [name, values[index % values.length]])),
    );
  }
  if (schema.type === "number" || schema.type === "integer") return [schema.default ?? schema.minimum ?? 1];
  if (schema.type === "boolean") return [true];
  if (schema.type === "string") return ["text"];
  return [{}];
}

const configurations = {
  http: "IHttpTriggerConfig",
  oss: "IOssTriggerConfig",
  log: "ILogTriggerConfig",
  mns_topic: "IMnsTriggerConfig",
  cdn_events: "ICdnTriggerConfig",
  tablestore: "IOtsConfig",
  eventbridge: "IEventBridge",
};

/** A trigger of each type with its own configuration. Timers are tested by their cron expressions. */
function triggers(definitions: Readonly<Record<string, Schema>>): unknown[] {
  return Object.entries(configurations).flatMap(([triggerType, name]) =>
    valuesOf(definitions[name] as Schema, definitions).map((triggerConfig) => ({
      triggerName: triggerType,
      triggerType,
      triggerConfig,
      qualifier: "LATEST",
      description: "text",
      sourceArn: "acs:oss:*:1:b",
      invocationRole: "role",
    })),
  );
}
