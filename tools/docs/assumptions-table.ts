import { assumptions } from "../parity/assumptions.ts";
import type { Way } from "../parity/ways.ts";
import { code, markdownTable } from "./tables.ts";

/** Where `npm run parity` can send requests on each way. */
const placesOf: Readonly<Record<Way, string>> = {
  functions: "any place",
  ice: "`local`, `ice`",
  sts: "`local`, `ice`",
  invocations: "`local`, `deployed`",
  trigger: "`local`, `deployed` with `--trigger`",
};

/** Every assumption, where the code relies on it, and how to check it. */
export function assumptionsTable(): string {
  return markdownTable(
    ["ID", "assumption", "relied on in", "how to check it", "checked on"],
    assumptions.map(({ id, assumes, reliedOnIn, howToCheck, check }) => [
      code(id),
      assumes,
      reliedOnIn.map(code).join(" "),
      howToCheck,
      check ? placesOf[check.way] : "not by `parity`",
    ]),
  );
}
