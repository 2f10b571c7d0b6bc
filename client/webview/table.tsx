import { useState } from 'preact/hooks';
import { sortRows, type Table, toTabbed } from '../../server/src/board/draw/table.ts';
import { send } from './host.ts';

interface Props<Row> {
  readonly table: Table<Row>;
  readonly onReveal: (row: Row) => void;
  /** Key of the row that is selected. */
  readonly selected?: string | null;
}

/** A view's data as a table: each heading sorts, each first cell leads to its line. */
export function DataTable<Row>({ table, onReveal, selected = null }: Props<Row>) {
  const [sorting, setSorting] = useState<{ readonly column: number; readonly descending: boolean }>();
  const column = sorting && table.columns[sorting.column];
  const rows = column ? sortRows(table.rows, column, sorting.descending) : table.rows;
  const sortBy = (index: number): void =>
    setSorting({ column: index, descending: sorting?.column === index && !sorting.descending });
  return (
    // What scrolls must be reachable by keys.
    <div class="table" tabIndex={0} role="region" aria-label={table.caption}>
      <table>
        <caption>
          {table.caption}{' '}
          <button
            class="plain"
            onClick={() => send({ kind: 'copy', text: toTabbed({ ...table, rows }), what: 'Table' })}
          >
            Copy
          </button>
        </caption>
        <thead>
          <tr>
            {table.columns.map(({ name, numeric, wide }, index) => (
              <th key={name} scope="col" class={classOf(numeric, wide)} aria-sort={sortOf(sorting, index)}>
                <button class="plain" onClick={() => sortBy(index)}>
                  {name}
                  <span aria-hidden="true">
                    {sorting?.column === index ? (sorting.descending ? ' ▾' : ' ▴') : ''}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={table.keyOf(row)} class={table.keyOf(row) === selected ? 'selected' : ''}>
              {table.columns.map(({ name, text, numeric, wide }, index) =>
                index === 0 && table.lineOf(row) !== null ? (
                  <th key={name} scope="row">
                    <button class="link" onClick={() => onReveal(row)}>
                      {text(row) || `Line ${table.lineOf(row) ?? ''}`}
                    </button>
                  </th>
                ) : (
                  <td key={name} class={classOf(numeric, wide)}>
                    {text(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function classOf(numeric = false, wide = false): string {
  return numeric ? 'number' : wide ? 'wide' : '';
}

function sortOf(
  sorting: { readonly column: number; readonly descending: boolean } | undefined,
  index: number,
): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== index) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}
