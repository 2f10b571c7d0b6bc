/** The data of a view as a table: for screen readers, for sorting, for other programs. */
export interface Table<Row> {
  /** What it shows, in a few words. */
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  /** No two rows share one. */
  readonly keyOf: (row: Row) => string;
  /** 1-based line of the roadmap that a row speaks of. */
  readonly lineOf: (row: Row) => number | null;
}

export interface Column<Row> {
  readonly name: string;
  readonly text: (row: Row) => string;
  /** What rows are sorted by; the text if absent. */
  readonly order?: (row: Row) => number;
  /** Right-aligned. */
  readonly numeric?: boolean;
  /** Text that may take several lines. */
  readonly wide?: boolean;
}

/** The columns in which a row says something: the others only take room. */
export function filledColumns<Row>({ columns, rows }: Table<Row>): readonly Column<Row>[] {
  const filled = columns.filter(({ text }, index) => index === 0 || rows.some((row) => text(row) !== ''));
  return rows.length === 0 ? columns : filled;
}

/** The rows sorted by a column; equal ones stay as they were. */
export function sortRows<Row>(
  rows: readonly Row[],
  column: Column<Row>,
  descending: boolean,
): readonly Row[] {
  const { order, text } = column;
  const collator = new Intl.Collator('en', { numeric: true });
  const compare = order
    ? (a: Row, b: Row): number => order(a) - order(b)
    : (a: Row, b: Row): number => collator.compare(text(a), text(b));
  return rows.toSorted((a, b) => (descending ? compare(b, a) : compare(a, b)));
}

/** RFC 4180, except for lines that end with `\n` alone. */
export function toCsv<Row>({ columns, rows }: Table<Row>): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  return lines.map((cells) => `${cells.map(csvCell).join(',')}\n`).join('');
}

/** For the clipboard: what spreadsheets and documents paste as a table. */
export function toTabbed<Row>({ columns, rows }: Table<Row>): string {
  const lines = [columns.map(({ name }) => name), ...rows.map((row) => columns.map(({ text }) => text(row)))];
  return lines
    .map((cells) => `${cells.map((cell) => harmless(cell).replace(/\s+/g, ' ')).join('\t')}\n`)
    .join('');
}

function csvCell(text: string): string {
  const cell = harmless(text);
  return /[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** A spreadsheet would calculate what begins like a formula. */
function harmless(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
