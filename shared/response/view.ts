import type { Operation } from "../operation.ts";
import type { Controls } from "../validation/rules.ts";
import type { View } from "./parts.ts";
import { rawView } from "./raw.ts";
import { valueView } from "./values.ts";

/** The view that a caller asked for. */
export function viewOf(operation: Operation, { view, fields }: Controls): View {
  if (view !== "decoded" && !fields) return rawView;
  return valueView(view === "decoded" ? operation.answer : undefined, fields);
}
