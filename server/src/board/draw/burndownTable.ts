import { numberPhrase } from '../../core/model/effort.ts';
import type { BurndownData, BurndownVersion, Measure } from '../../protocol/burndown.ts';
import { amountsOf, measureName } from './burndownWords.ts';
import type { Table } from './table.ts';

interface VersionRow extends BurndownVersion {
  readonly index: number;
}

/** The versions of a roadmap, the newest first, with what was done and how the scope changed. */
export function burndownTable(data: BurndownData, measure: Measure): Table<VersionRow> {
  const [whole] = data.series;
  const amounts = ({ index }: VersionRow) => amountsOf(whole?.points[index], measure);
  const noun = measureName(data, measure).toLowerCase();
  const done = `${measureName(data, measure)} ${measure === 'criteria' ? 'met' : 'done'}`;
  const range = (value: { min: number; max: number } | undefined): string =>
    value ? numberPhrase(value) : '';
  return {
    caption: `Versions of the roadmap with their ${noun}`,
    rows: data.versions.map((version, index) => ({ ...version, index })).toReversed(),
    keyOf: ({ index }) => String(index),
    lineOf: () => null,
    columns: [
      { name: 'Day', text: ({ day }) => day },
      { name: 'Commit', text: ({ commit }) => commit?.slice(0, 9) ?? '' },
      { name: 'Subject', text: ({ subject }) => subject, wide: true },
      {
        name: done,
        text: (row) => range(amounts(row)?.done),
        order: (row) => amounts(row)?.done.max ?? -1,
        numeric: true,
      },
      {
        name: 'Scope',
        text: (row) => range(amounts(row)?.scope),
        order: (row) => amounts(row)?.scope.max ?? -1,
        numeric: true,
      },
      ...(measure === 'criteria'
        ? [
            {
              name: 'No record',
              text: (row: VersionRow) => String(amounts(row)?.unrecorded ?? ''),
              numeric: true,
            },
          ]
        : []),
      { name: 'Completed', text: ({ completed }) => completed.join(', '), wide: true },
      { name: 'Reopened', text: ({ reopened }) => reopened.join(', ') },
      { name: 'Added', text: ({ added }) => added.join(', '), wide: true },
      { name: 'Removed', text: ({ removed }) => removed.join(', '), wide: true },
    ],
  };
}

/** What happened in a version, in a sentence. */
export function versionSentence(data: BurndownData, index: number): string {
  const version = data.versions[index];
  if (version === undefined) return '';
  const { day, subject, completed, reopened, added, removed } = version;
  const part = (verb: string, names: readonly string[]): string =>
    names.length === 0
      ? ''
      : `${verb} ${names.slice(0, 6).join(', ')}${names.length > 6 ? ` and ${names.length - 6} more` : ''}`;
  const parts = [
    part('completed', completed),
    part('reopened', reopened),
    part('added', added),
    part('removed', removed),
  ];
  const what = parts.filter((each) => each !== '').join('; ');
  return `${day}, ${subject}${what === '' ? '' : `: ${what}`}`;
}
