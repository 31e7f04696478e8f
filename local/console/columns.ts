/** Characters of a terminal's line. */
const lineWidth = 80;

/** Rows as indented lines of text; each column is as wide as its widest cell. A long last cell goes on in further lines. */
export function columns(rows: readonly (readonly string[])[]): string {
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  return rows
    .map((row) => {
      const first = row.slice(0, -1).map((cell, column) => `${cell.padEnd(width(column))}  `);
      const indent = `  ${first.join("")}`;
      const lines = wrapped(row.at(-1) ?? "", lineWidth - indent.length);
      return `${indent}${lines.join(`\n${" ".repeat(indent.length)}`)}`.trimEnd().concat("\n");
    })
    .join("");
}

/** Lines of whole words. A word that is longer than a line has a line of its own. */
function wrapped(text: string, most: number): string[] {
  const lines = [""];
  for (const word of text.split(" ")) {
    const line = lines.at(-1) as string;
    if (line === "") lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= most) lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}
