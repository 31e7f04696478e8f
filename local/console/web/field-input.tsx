import type { Field } from "../record.ts";

interface Props {
  readonly field: Field;
  readonly value: string;
  readonly problem?: string | undefined;
  /** Values that are offered. */
  readonly known?: readonly string[];
  /** Tells fields of one name in different forms apart. */
  readonly scope?: string;
  change(value: string): void;
}

/** One field of a form: label, help, choices, limits, and what is wrong with its value. */
export function FieldInput({ field, value, problem, known = [], scope = "field", change }: Props) {
  const { name, description, required, choices, least, most, list } = field;
  const id = `${scope}-${name}`;
  const shared = {
    id,
    name,
    "aria-invalid": problem ? ("true" as const) : undefined,
    "aria-describedby": `${id}-help`,
  };
  const limits = least !== undefined && most !== undefined && most < 1e9 ? ` From ${least} to ${most}.` : "";
  return (
    <div class="field">
      <label for={id}>
        {name}
        {required && <span class="dim"> required</span>}
      </label>
      {choices ? (
        <select {...shared} value={value} onChange={(event) => change(event.currentTarget.value)}>
          <option value="">not given</option>
          {choices.map((choice) => (
            <option key={choice} value={choice}>
              {choice}
            </option>
          ))}
        </select>
      ) : (
        <input
          {...shared}
          value={value}
          list={known.length > 0 ? `${id}-known` : undefined}
          inputMode={least === undefined ? undefined : "numeric"}
          autoComplete="off"
          spellcheck={false}
          onInput={(event) => change(event.currentTarget.value)}
        />
      )}
      {known.length > 0 && (
        <datalist id={`${id}-known`}>
          {known.map((each) => (
            <option key={each} value={each} />
          ))}
        </datalist>
      )}
      <span id={`${id}-help`} class="help">
        {problem && <strong class="problem">{problem}. </strong>}
        {description}
        {limits}
        {list && " Separate several with commas."}
      </span>
    </div>
  );
}
