import type { ListOperation } from "../operation.ts";
import { formatIceTime, parseIceTime } from "../runtime/ice-time.ts";
import { parseDuration } from "./duration.ts";
import { duration, optional, parameter, wholeNumberOf } from "./parameter.ts";
import type { Rules } from "./rules.ts";
import { converted, either, oneOf, wholeNumber } from "./schemas.ts";
import { invalid } from "./violations.ts";

const mostPages = 1_000;
/** Seconds. */
const longestRange = 366 * 86_400;

/** What validation must know of operations that answer by pages. */
export const listRules = {
  controls: {
    pages: optional(
      parameter("Follow NextToken for this many pages, or through all.", () => {
        const problem = `must be all, or a whole number from 1 to ${mostPages}`;
        return converted(
          wholeNumberOf,
          either(oneOf(["all"], problem), wholeNumber(1, mostPages, problem), problem),
        );
      }),
    ),
    since: optional(
      duration("Only items created within this period before now: 15m, 1h30m, PT15M.", longestRange),
    ),
  },

  violations({ fromField, toField, tokenField }, values) {
    if (values.since !== undefined)
      return [fromField, toField, tokenField]
        .filter((name) => values[name] !== undefined)
        .map((name) => invalid("since", `can't be given together with ${name}`));
    // A time that is missing or wrong becomes NaN, and NaN is not later than anything.
    const [from = Number.NaN, to = Number.NaN] = [fromField, toField].map((name) =>
      parseIceTime(values[name]),
    );
    return from > to ? [invalid(fromField, `must not be later than ${toField}`)] : [];
  },

  settle({ fromField, toField }, { parameters, controls: { since, ...controls } }, time) {
    if (since === undefined) return { parameters, controls };
    const from = time - (parseDuration(since) as number) * 1000;
    const range = { [fromField]: formatIceTime(from), [toField]: formatIceTime(time) };
    return { parameters: { ...parameters, ...range }, controls };
  },
} satisfies Rules<ListOperation>;
