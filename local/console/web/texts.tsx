import { useEffect, useState } from "preact/hooks";
import type { InvocationTexts } from "../record.ts";
import { readTexts } from "./api.ts";
import { Notice, TextView } from "./parts.tsx";

/** The event, the answer or the log of an invocation. `version` tells when they may have changed. */
export function Texts({
  id,
  version,
  tab,
}: {
  readonly id: string;
  readonly version: number;
  readonly tab: string;
}) {
  const [texts, set] = useState<InvocationTexts>();
  const [failure, say] = useState("");
  useEffect(() => {
    readTexts(id).then(
      (read) => {
        set(read);
        say("");
      },
      (error: Error) => say(error.message),
    );
  }, [id, version]);
  if (failure) return <Notice title={failure} wrong />;
  if (!texts) return <p class="dim">Loading…</p>;
  if (tab === "Event") return <TextView shown={texts.event} name="Event" />;
  if (tab === "Log")
    return texts.log.length === 0 ? (
      <Notice title="No log line yet" />
    ) : (
      <div>
        {texts.log.map((line, index) => (
          <TextView key={index} shown={line} name="Log line" />
        ))}
      </div>
    );
  return texts.answer ? <AnswerView answer={texts.answer} /> : <Notice title="No answer yet" />;
}

/** An answer; the body of an HTTP answer or the problem in an error stands first. */
function AnswerView({ answer }: { readonly answer: NonNullable<InvocationTexts["answer"]> }) {
  const inner = bodyIn(answer.text);
  return (
    <>
      {inner !== undefined && (
        <>
          <h3>Body</h3>
          <TextView shown={{ text: inner, bytes: new Blob([inner]).size }} name="Body" />
          <h3>What the function returned</h3>
        </>
      )}
      <TextView shown={answer} name="Answer" />
    </>
  );
}

function bodyIn(text: string): string | undefined {
  try {
    const { body, errorMessage } = JSON.parse(text);
    const inner = body ?? errorMessage;
    return typeof inner === "string" ? inner : undefined;
  } catch {
    return undefined;
  }
}
