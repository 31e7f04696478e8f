import { Fragment } from "preact";
import type { Standing } from "../standing.ts";

const circle = <circle class="stroke" cx="8" cy="8" r="5.5" />;

const shapes: Readonly<Record<Standing, preact.ComponentChildren>> = {
  pending: circle,
  running: (
    <>
      {circle}
      <path class="fill" d="M8 2.5a5.5 5.5 0 0 0 0 11z" />
    </>
  ),
  succeeded: <circle class="fill" cx="8" cy="8" r="6" />,
  partial: (
    <>
      <circle class="fill" cx="8" cy="8" r="6" />
      <path class="amber" d="M8 8V2a6 6 0 0 1 6 6z" />
    </>
  ),
  failed: <path class="stroke thick" d="M3.5 3.5l9 9m0-9l-9 9" />,
  cancelled: (
    <>
      {circle}
      <path class="stroke" d="M4.2 11.8l7.6-7.6" />
    </>
  ),
  unknown: <path class="stroke" d="M5.3 6a2.7 2.7 0 1 1 3.9 2.4C8.3 8.9 8 9.3 8 10.2M8 12.6v.6" />,
};

export function Shape({ standing }: { readonly standing: Standing }) {
  return (
    <svg class="shape" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
      {shapes[standing]}
    </svg>
  );
}

/** A name in camel case that may break before its capitals. */
export function Name({ text }: { readonly text: string }) {
  return (
    <>
      {text.split(/(?=[A-Z][a-z])/).map((part, index) => (
        <Fragment key={part}>
          {index > 0 && <wbr />}
          {part}
        </Fragment>
      ))}
    </>
  );
}

/** A badge: shape, word and hue. */
export function Badge({
  standing,
  word = standing,
}: {
  readonly standing: Standing;
  readonly word?: string;
}) {
  return (
    <span class={`badge is-${standing}`}>
      <Shape standing={standing} />
      {word}
    </span>
  );
}
