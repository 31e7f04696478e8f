import { useEffect, useState } from "preact/hooks";
import type { Snippet } from "../record.ts";
import { post } from "./api.ts";
import { Copy, Notice, Text } from "./parts.tsx";

/** Code that does the same as an invocation or a call. */
export function Code({ order }: { readonly order: unknown }) {
  const [snippets, set] = useState<readonly Snippet[]>();
  const [failure, say] = useState("");
  const asked = JSON.stringify(order);
  useEffect(() => {
    post<readonly Snippet[]>("code", JSON.parse(asked)).then(set, (error: Error) => say(error.message));
  }, [asked]);
  if (failure) return <Notice title={failure} wrong />;
  if (!snippets) return <p class="dim">Loading…</p>;
  return (
    <>
      {snippets.map(({ name, text }) => (
        <section key={name} class="snippet">
          <div class="row">
            <h3>{name}</h3>
            <Copy text={text} label={`Copy as ${name}`} />
          </div>
          <Text text={text} name={name} />
        </section>
      ))}
    </>
  );
}
