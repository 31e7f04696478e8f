/** A template of Resource Orchestration Service: https://www.alibabacloud.com/help/en/ros/user-guide/template-syntax */
export interface Template {
  readonly ROSTemplateFormatVersion: "2015-09-01";
  readonly Description: string;
  readonly Parameters: Readonly<Record<string, Parameter>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Outputs: Readonly<Record<string, { readonly Value: unknown; readonly Description: string }>>;
}

/** A value that whoever creates the stack can give. */
export interface Parameter {
  readonly Type: "String" | "Number" | "CommaDelimitedList";
  readonly Description: string;
  readonly Default?: string | number;
}

export interface TemplateResource {
  readonly Type: `ALIYUN::${string}::${string}`;
  readonly Properties: Readonly<Record<string, unknown>>;
  readonly Condition?: string;
  readonly DependsOn?: string | readonly string[];
}

/** The value of a parameter or the name of a resource. */
export const ref = (name: string) => ({ Ref: name });

/** An attribute of a resource of the template. */
export const attribute = (resource: string, name: string) => ({ "Fn::GetAtt": [resource, name] });

/** The ID of the account that has the stack, inside `text`. */
export const account = `\${ALIYUN::TenantId}`;

/** A text with parameters and pseudo parameters in it. */
export const text = (withNames: string) => ({ "Fn::Sub": withNames });

/** The condition that a parameter of several values was given one. It compares text: a list never equals a text. */
export const given = (list: string) => ({
  "Fn::Not": { "Fn::Equals": [{ "Fn::Join": [",", ref(list)] }, ""] },
});

/** A resource's name in a template, of words with dashes: `GetLiveEditingJob`. */
export const logicalName = (words: string): string =>
  words.replace(/(?:^|-)(\w)/g, (_, letter: string) => letter.toUpperCase());

export function template(parts: Omit<Template, "ROSTemplateFormatVersion">): Template {
  return { ROSTemplateFormatVersion: "2015-09-01", ...parts };
}
