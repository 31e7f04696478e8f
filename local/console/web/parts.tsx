import type { ComponentChildren } from "preact";
import { useMemo, useState } from "preact/hooks";
import type { ShownText } from "../record.ts";
import { JsonTree } from "./json-tree.tsx";
import { decodedTexts, parse } from "./parse.ts";
import { bytesText } from "./text.ts";

/** Tabs, moved through with the arrow keys. */
export function Tabs({
  label,
  names,
  chosen,
  choose,
  children,
}: {
  readonly label: string;
  readonly names: readonly string[];
  readonly chosen: string;
  choose(name: string): void;
  readonly children: ComponentChildren;
}) {
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const next = names[(names.indexOf(chosen) + step + names.length) % names.length] ?? chosen;
    choose(next);
    (event.currentTarget as HTMLElement).querySelector<HTMLElement>(`[data-tab="${next}"]`)?.focus();
  };
  return (
    <>
      <div class="tabs" role="tablist" aria-label={label} onKeyDown={move}>
        {names.map((name) => (
          <button
            type="button"
            role="tab"
            key={name}
            id={`${label}-${name}`}
            data-tab={name}
            aria-selected={name === chosen}
            aria-controls={`${label}-panel`}
            tabIndex={name === chosen ? 0 : -1}
            onClick={() => choose(name)}
          >
            {name}
          </button>
        ))}
      </div>
      <div class="panel" role="tabpanel" id={`${label}-panel`} aria-labelledby={`${label}-${chosen}`}>
        {children}
      </div>
    </>
  );
}

/** A button that copies a text. */
export function Copy({ text, label = "Copy" }: { readonly text: string; readonly label?: string }) {
  const [done, say] = useState("");
  const copy = () =>
    navigator.clipboard.writeText(text).then(
      () => say("Copied"),
      () => say("Select the text to copy it"),
    );
  return (
    <button type="button" class="quiet" onClick={copy} onBlur={() => say("")}>
      {done || label}
    </button>
  );
}

/** A text from outside: a tree where it is JSON, and as it is. */
export function TextView({ shown, name }: { readonly shown: ShownText; readonly name: string }) {
  const [asText, show] = useState(false);
  const [isDecoded, decode] = useState(false);
  const parsed = useMemo(() => parse(shown.text), [shown.text]);
  const decoded = useMemo(() => decodedTexts(parsed), [parsed]);
  const cut = shown.bytes > new Blob([shown.text]).size + 1024;
  return (
    <div class="text-view">
      <div class="row">
        {parsed !== undefined && (
          <button type="button" class="quiet" aria-pressed={asText} onClick={() => show(!asText)}>
            {asText ? "Show as a tree" : "Show as text"}
          </button>
        )}
        {decoded !== undefined && !asText && (
          <button type="button" class="quiet" aria-pressed={isDecoded} onClick={() => decode(!isDecoded)}>
            Decode JSON in texts
          </button>
        )}
        <Copy text={shown.text} />
        <span class="dim">
          {bytesText(shown.bytes)}
          {cut && "; only its start is shown"}
        </span>
      </div>
      {parsed === undefined || asText ? (
        <Text text={shown.text} name={name} />
      ) : (
        <JsonTree value={isDecoded && decoded !== undefined ? decoded : parsed} />
      )}
    </div>
  );
}

/** A text as it is. */
export function Text({ text, name }: { readonly text: string; readonly name: string }) {
  return (
    <section aria-label={name}>
      <pre>{text || "(empty)"}</pre>
    </section>
  );
}

/** What to do where there is nothing, or something went wrong. */
export function Notice({
  title,
  children,
  wrong = false,
}: {
  readonly title: string;
  readonly children?: ComponentChildren;
  readonly wrong?: boolean;
}) {
  return (
    <div class={wrong ? "notice wrong" : "notice"} role={wrong ? "alert" : "status"}>
      <strong>{title}</strong>
      {children && <div>{children}</div>}
    </div>
  );
}
