/** A cell: its text, and how it is coloured. */
export interface Cell {
  readonly text: string;
  readonly paint?: (text: string) => string;
}

/** A column. On a narrow terminal the one with the highest `drop` goes first; one without stays. */
export interface Column {
  readonly title: string;
  readonly cells: readonly Cell[];
  readonly drop?: number;
}

const gap = "  ";

/**
 * A table as lines of text. Columns that don't fit are left out; no cell is ever cut.
 * @param width characters of a line
 */
export function table(columns: readonly Column[], width: number): string {
  const shown = fitting(columns, width);
  const line = (cells: readonly Cell[]) =>
    cells
      .map(({ text, paint = (plain) => plain }, index) => {
        const padding = index === cells.length - 1 ? 0 : widthOf(shown[index] as Column) - text.length;
        return paint(text) + " ".repeat(padding);
      })
      .join(gap);
  const rows = columns[0]?.cells ?? [];
  return [
    line(shown.map(({ title }) => ({ text: title }))),
    ...rows.map((_, row) => line(shown.map(({ cells }) => cells[row] as Cell))),
  ]
    .map((text) => `${text.trimEnd()}\n`)
    .join("");
}

function fitting(columns: readonly Column[], width: number): readonly Column[] {
  const total = columns.reduce((sum, column) => sum + widthOf(column) + gap.length, -gap.length);
  const next = columns.toSorted((a, b) => (b.drop ?? 0) - (a.drop ?? 0))[0];
  if (total <= width || next?.drop === undefined) return columns;
  return fitting(
    columns.filter((column) => column !== next),
    width,
  );
}

const widthOf = ({ title, cells }: Column) => Math.max(title.length, ...cells.map(({ text }) => text.length));
