import { isObject, member } from "../../../shared/json/value.ts";

/** A resource of a manifest. */
export interface Resource {
  /** Its key. */
  readonly name: string;
  readonly component: string;
  readonly props: Readonly<Record<string, unknown>>;
}

/** The resources of a manifest, in its order. */
export function resourcesIn(manifest: unknown): Resource[] {
  const resources = member(manifest, "resources");
  return Object.entries(isObject(resources) ? resources : {}).map(([name, resource]) => {
    const props = propsIn(manifest, name);
    return { name, component: String(member(resource, "component")), props: isObject(props) ? props : {} };
  });
}

/** The resources of the fc3 component, of whatever version. */
export function functionResources(manifest: unknown): Resource[] {
  return resourcesIn(manifest).filter(({ component }) => /^fc3(@|$)/.test(component));
}

/** The props of a resource, whatever they are. */
export function propsIn(manifest: unknown, name: string): unknown {
  return member(member(member(manifest, "resources"), name), "props");
}
