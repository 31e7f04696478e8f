import { type Document, isAlias, isMap, isScalar, isSeq, LineCounter, type Pair, parseDocument } from "yaml";
import { replaceVariables } from "../../../local/fc/manifest-variables.ts";
import { member } from "../../../shared/json/value.ts";
import type { Path, Problem } from "./problem.ts";

/** A manifest with the lines of its values. */
export interface ManifestText {
  /** The values as they are written, with anchors and merged keys in place. */
  readonly written: unknown;
  /** The values with every variable in place whose value is known here. */
  readonly value: unknown;
  /** What the YAML parser refuses. */
  readonly problems: readonly Problem[];
  /** The line of a value's key, or of the nearest key around it. */
  lineOf(path: Path): number;
}

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Reads the text of an s.yaml.
 * @param environment the variables for `${env('NAME', 'default')}`
 */
export function readManifestText(text: string, environment: Variables): ManifestText {
  const lines = new LineCounter();
  const document = parseDocument(text, { merge: true, lineCounter: lines });
  const problems = document.errors.map(({ message, pos }) => ({
    line: lines.linePos(pos[0]).line,
    message: `This is not YAML: ${message.split(" at line ")[0]}.`,
    advice: "correct the syntax; indent with spaces, two for each level",
  }));
  const written = problems.length > 0 ? undefined : document.toJS();
  const value = replaceVariables(written, member(written, "vars"), environment);
  return { written, value, problems, lineOf: (path) => lineOf(document, lines, path) };
}

/** The text of a value that a variable decides and that is not known here. */
export const isOpen = (value: unknown): boolean => typeof value === "string" && value.includes("${");

function lineOf(document: Document, lines: LineCounter, path: Path): number {
  let node: unknown = document.contents;
  let offset = 0;
  for (const key of path) {
    const found = child(document, node, key);
    if (!found) break;
    offset = found.offset ?? offset;
    node = found.node;
  }
  return lines.linePos(offset).line;
}

interface Child {
  readonly node: unknown;
  readonly offset: number | undefined;
}

/** The value of a key, in the map itself or in one that is merged into it. */
function child(document: Document, at: unknown, key: string | number): Child | undefined {
  const node = isAlias(at) ? at.resolve(document) : at;
  if (isSeq(node)) {
    const item = node.items[Number(key)];
    return item === undefined ? undefined : { node: item, offset: offsetOf(item) };
  }
  if (!isMap(node)) return undefined;
  const pairs = node.items as Pair[];
  const own = pairs.find((pair) => isScalar(pair.key) && pair.key.value === key);
  if (own) return { node: own.value, offset: offsetOf(own.key) };
  for (const { key: name, value } of pairs)
    if (isScalar(name) && (name.value === "<<" || typeof name.value === "symbol")) {
      const merged = isAlias(value) ? value.resolve(document) : value;
      for (const each of isSeq(merged) ? merged.items : [merged]) {
        const found = child(document, each, key);
        if (found) return found;
      }
    }
  return undefined;
}

function offsetOf(node: unknown): number | undefined {
  return (node as { range?: readonly number[] | null }).range?.[0];
}
