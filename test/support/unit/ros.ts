import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as core from "@alicloud/ros-cdk-core";
import * as ram from "@alicloud/ros-cdk-ram";
import * as sls from "@alicloud/ros-cdk-sls";
import type { Template, TemplateResource } from "../../../tools/deploy/ros/template.ts";

type Rendered = Readonly<Record<string, { readonly Type: string; readonly Properties: unknown }>>;

const modules: Readonly<Record<string, unknown>> = { RAM: ram, SLS: sls };

/**
 * Makes each resource of a template with the vendor's own class of its type, which checks every property, and renders it.
 * A property that the class does not know is not in what it renders.
 * @throws Error of the class, or where there is none
 */
export function renderedByVendor({ Resources }: Template): Rendered {
  // An app makes a folder to write to, and leaves it behind.
  const outdir = mkdtempSync(join(tmpdir(), "ros-"));
  const stack = new core.Stack(new core.App({ outdir }), "stack");
  rmSync(outdir, { recursive: true });
  for (const [name, { Type, Properties }] of Object.entries(Resources)) {
    const [, service, type] = Type.split("::") as [string, string, string];
    const Resource = (modules[service] as Record<string, Constructor>)?.[`Ros${type}`];
    if (!Resource) throw new Error(`The vendor has no resource type ${Type}.`);
    new Resource(stack, name, asProps(Properties), true);
  }
  const { Resources: rendered } = (
    stack as unknown as { _toRosTemplate(): { Resources: Rendered } }
  )._toRosTemplate();
  return stack.resolve(rendered);
}

type Constructor = new (stack: core.Stack, name: string, props: unknown, check: boolean) => unknown;

/** The same resources, as the template has them. */
export function asWritten({ Resources }: Template): Rendered {
  const only = ({ Type, Properties }: TemplateResource) => ({ Type, Properties });
  return Object.fromEntries(Object.entries(Resources).map(([name, resource]) => [name, only(resource)]));
}

/** A template's values as the classes take them: names begin with a small letter, functions are tokens. */
function asProps(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asProps);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value);
  const [first] = entries[0] ?? [];
  if (first === "Ref" || first?.startsWith("Fn::")) return core.Lazy.anyValue({ produce: () => value });
  return Object.fromEntries(entries.map(([key, inner]) => [camelCased(key), asProps(inner)]));
}

const camelCased = (name: string) =>
  name.replace(/^[A-Z]+(?=[A-Z][a-z]|$)|^[A-Z]/, (start) => start.toLowerCase());
