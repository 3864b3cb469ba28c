/** One line of the evaluation's table. */
export interface Row {
  readonly group: string;
  readonly measure: string;
  readonly value: number;
  /** What is to be reached; null where nothing is demanded. */
  readonly floor: number | null;
  readonly note: string;
}

/** The rows as a table for a terminal: figures with three decimals below 10, two below 100. */
export function renderTable(rows: readonly Row[]): string {
  const figure = (value: number | null): string =>
    value === null ? "" : value.toFixed(Math.abs(value) < 10 ? 3 : Math.abs(value) < 100 ? 2 : 0);
  const lines = rows.map((row) => [
    row.group,
    row.measure,
    figure(row.value),
    figure(row.floor),
    row.floor === null ? "" : row.floor <= row.value ? "ok" : "BELOW",
    row.note,
  ]);
  const all = [["group", "measure", "value", "floor", "", "note"], ...lines];
  const widths =
    all[0]?.map((_, column) => Math.max(...all.map((line) => (line[column] as string).length))) ?? [];
  return all
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] as number))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}
