/** A contract as JSON: objects by name, lists of words as sets, and values. */
export interface Contract {
  readonly [name: string]: Contract | readonly unknown[] | string | number | boolean;
}

export type ChangeKind = "none" | "addition" | "breaking";

export interface Change {
  readonly kind: Exclude<ChangeKind, "none">;
  /** Where, such as `errors.Throttled.status`. */
  readonly path: string;
  readonly how: string;
}

/**
 * What changed between two contracts. What a caller may give (`…Parameters`) breaks when less is accepted; everything
 * else breaks when something is gone or another. A new word in an answer is an addition: callers must expect them.
 */
export function changesBetween(before: Contract, after: Contract): readonly Change[] {
  const [old, now] = [flat(before), flat(after)];
  const removed = [...old.keys()].filter((path) => !now.has(path));
  const added = [...now.keys()].filter((path) => !old.has(path));
  const changed = [...now.keys()].filter((path) => old.has(path) && old.get(path) !== now.get(path));
  return [
    ...removed.map((path) => change(isDemand(path) ? "addition" : "breaking", path, "is gone")),
    ...added.map((path) =>
      change(isDemand(path) && isKnown(path, old) ? "breaking" : "addition", path, "is new"),
    ),
    ...changed.map((path) =>
      change(
        isWider(path, old.get(path), now.get(path)) ? "addition" : "breaking",
        path,
        `was ${old.get(path)}, is ${now.get(path)}`,
      ),
    ),
  ];
}

/** The gravest kind among changes. */
export function kindOfChanges(changes: readonly Change[]): ChangeKind {
  if (changes.some(({ kind }) => kind === "breaking")) return "breaking";
  return changes.length > 0 ? "addition" : "none";
}

/** Whether a version is raised enough above another, by semantic versioning. @param versions such as `2.0.0` */
export function isRaisedEnough(kind: ChangeKind, released: string, version: string): boolean {
  const [[oldMajor = 0, oldMinor = 0], [major = 0, minor = 0]] = [released, version].map((each) =>
    each.split(".").map(Number),
  ) as [number[], number[]];
  if (kind === "breaking") return major > oldMajor;
  return major > oldMajor || (major === oldMajor && minor >= oldMinor + (kind === "addition" ? 1 : 0));
}

const change = (kind: Change["kind"], path: string, how: string): Change => ({ kind, path, how });

/** Every value by its path; a word of a list is a path of its own. */
function flat(value: unknown, path = ""): Map<string, unknown> {
  const below = (name: string) => (path === "" ? name : `${path}.${name}`);
  if (Array.isArray(value) && value.every((each) => typeof each !== "object"))
    return new Map(value.map((each) => [below(String(each)), true]));
  if (Array.isArray(value)) return new Map([[path, JSON.stringify(value)]]);
  if (typeof value !== "object" || value === null) return new Map([[path, value]]);
  const members = Object.entries(value).flatMap(([name, inner]) => [...flat(inner, below(name))]);
  return new Map(members.length > 0 ? members : [[path, "{}"]]);
}

const isInput = (path: string) => /^schemas\.\w+Parameters\./.test(path);

/** Whether a path says that a parameter must be given. */
const isDemand = (path: string) => isInput(path) && /^schemas\.\w+\.required\./.test(path);

/** Whether an operation was there before. */
function isKnown(path: string, old: ReadonlyMap<string, unknown>): boolean {
  const schema = path.split(".").slice(0, 2).join(".");
  return [...old.keys()].some((each) => each.startsWith(`${schema}.`));
}

/** Whether a limit of a parameter lets more through than before. */
function isWider(path: string, before: unknown, after: unknown): boolean {
  if (!isInput(path)) return false;
  if (/\.(maximum|maxItems|maxLength)$/.test(path)) return Number(after) > Number(before);
  return /\.(minimum|minItems|minLength)$/.test(path) && Number(after) < Number(before);
}
