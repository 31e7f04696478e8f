import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { parse } from "./parse.ts";

/** The most members that a node shows at a time. */
const step = 100;

/** JSON as a tree that unfolds. Everything is text: nothing in it becomes markup or a link. */
export function JsonTree({ value }: { readonly value: unknown }) {
  return (
    <ul class="tree">
      <Members value={value} depth={0} />
    </ul>
  );
}

function Members({ value, depth }: { readonly value: unknown; readonly depth: number }) {
  const [shown, show] = useState(step);
  const entries = Object.entries(value as object);
  return (
    <>
      {entries.slice(0, shown).map(([name, member]) => (
        <Node key={name} name={name} value={member} depth={depth} index={Array.isArray(value)} />
      ))}
      {entries.length > shown && (
        <li>
          <button type="button" class="quiet" onClick={() => show(shown + step)}>
            Show {Math.min(step, entries.length - shown)} of {entries.length - shown} more
          </button>
        </li>
      )}
    </>
  );
}

interface NodeProps {
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
  readonly index: boolean;
}

function Node({ name, value, depth, index }: NodeProps) {
  const [open, set] = useState(depth < 2);
  const label = <span class={index ? "index" : "name"}>{name}</span>;
  if (typeof value === "string" && isJson(value))
    return <Embedded label={label} text={value} depth={depth} />;
  if (typeof value !== "object" || value === null)
    return (
      <li>
        {label}: <Leaf value={value} />
      </li>
    );
  const size = Object.keys(value).length;
  const summary = Array.isArray(value) ? `[${size}]` : `{${size}}`;
  if (size === 0)
    return (
      <li>
        {label}: <span class="dim">{summary}</span>
      </li>
    );
  return (
    <li>
      <button type="button" class="fold" aria-expanded={open} onClick={() => set(!open)}>
        {label} <span class="dim">{summary}</span>
      </button>
      {open && (
        <ul>
          <Members value={value} depth={depth + 1} />
        </ul>
      )}
    </li>
  );
}

/** Whether a text is a JSON object or list that is not empty. */
function isJson(text: string): boolean {
  const value = /^\s*[{[]/.test(text) ? parse(text) : undefined;
  return value !== undefined && Object.keys(value as object).length > 0;
}

/** A text that carries JSON: as it came, or decoded. */
function Embedded({
  label,
  text,
  depth,
}: {
  readonly label: ComponentChildren;
  readonly text: string;
  readonly depth: number;
}) {
  const [decoded, decode] = useState(false);
  return (
    <li>
      {label}: {!decoded && <Leaf value={text} />}{" "}
      <button type="button" class="quiet" aria-pressed={decoded} onClick={() => decode(!decoded)}>
        {decoded ? "Show the text" : "Decode"}
      </button>
      {decoded && (
        <ul>
          <Members value={parse(text)} depth={depth + 1} />
        </ul>
      )}
    </li>
  );
}

const longText = 500;

function Leaf({ value }: { readonly value: unknown }) {
  const [whole, show] = useState(false);
  const text = typeof value === "string" ? value : JSON.stringify(value);
  const cut = text.length > longText && !whole;
  return (
    <>
      <span class={`value ${typeof value}`}>{cut ? `${text.slice(0, longText)}…` : text}</span>
      {cut && (
        <button type="button" class="quiet" onClick={() => show(true)}>
          Show all {text.length} characters
        </button>
      )}
    </>
  );
}
