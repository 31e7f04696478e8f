import { isObject, member } from "../../../shared/json/value.ts";

/** A resource of the fc3 component. */
export interface FunctionResource {
  readonly name: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** The resources of the fc3 component, of whatever version, in a manifest. */
export function functionResources(manifest: unknown): FunctionResource[] {
  const resources = member(manifest, "resources");
  return Object.entries(isObject(resources) ? resources : {}).flatMap(([name, resource]) => {
    if (!/^fc3(@|$)/.test(String(member(resource, "component")))) return [];
    const props = propsIn(manifest, name);
    return [{ name, props: isObject(props) ? props : {} }];
  });
}

/** The props of a resource, whatever they are. */
export function propsIn(manifest: unknown, name: string): unknown {
  return member(member(member(manifest, "resources"), name), "props");
}
