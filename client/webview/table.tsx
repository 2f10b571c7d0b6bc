import { useState } from 'preact/hooks';
import { filledColumns, sortRows, type Table, toTabbed } from '../../server/src/board/draw/table.ts';
import { send } from './host.ts';

interface Props<Row> {
  readonly table: Table<Row>;
  readonly onReveal: (row: Row) => void;
  /** Key of the row that is selected. */
  readonly selected?: string | null;
}

/** By which column, by its name: which columns there are changes with the roadmap. */
interface Sorting {
  readonly column: string;
  readonly descending: boolean;
}

/** A view's data as a table: each heading sorts, each first cell leads to its line. */
export function DataTable<Row>({ table, onReveal, selected = null }: Props<Row>) {
  const [sorting, setSorting] = useState<Sorting>();
  const columns = filledColumns(table);
  const column = columns.find(({ name }) => name === sorting?.column);
  const rows = sorting && column ? sortRows(table.rows, column, sorting.descending) : table.rows;
  const sortBy = (name: string): void =>
    setSorting({ column: name, descending: sorting?.column === name && !sorting.descending });
  return (
    // What scrolls must be reachable by keys.
    <div class="table" tabIndex={0} role="region" aria-label={table.caption}>
      <table>
        <caption>
          {table.caption}{' '}
          <button
            class="plain"
            onClick={() => send({ kind: 'copy', text: toTabbed({ ...table, columns, rows }), what: 'Table' })}
          >
            Copy
          </button>
        </caption>
        <thead>
          <tr>
            {columns.map(({ name, numeric, wide }) => (
              <th key={name} scope="col" class={classOf(numeric, wide)} aria-sort={sortOf(sorting, name)}>
                <button class="plain" onClick={() => sortBy(name)}>
                  {name}
                  <span aria-hidden="true">
                    {sorting?.column === name ? (sorting.descending ? ' ▾' : ' ▴') : ''}
                  </span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={table.keyOf(row)} class={table.keyOf(row) === selected ? 'selected' : ''}>
              {columns.map(({ name, text, numeric, wide }, index) =>
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

function sortOf(sorting: Sorting | undefined, name: string): 'ascending' | 'descending' | 'none' {
  if (sorting?.column !== name) return 'none';
  return sorting.descending ? 'descending' : 'ascending';
}
