import { numberPhrase } from '../../core/model/effort.ts';
import type { BurndownData, BurndownPoint, BurndownSeries, Measure } from '../../protocol/burndown.ts';

/** At least `min`, at most `max`. */
interface Range {
  readonly min: number;
  readonly max: number;
}

/** What of a point a chart shows. */
export interface Amounts {
  readonly done: Range;
  /** All that is to be done or done. */
  readonly scope: Range;
  /** How much of the scope nobody has recorded a state of. */
  readonly unrecorded: number;
}

/** Null where there is nothing of this measure. */
export function amountsOf(point: BurndownPoint | null | undefined, measure: Measure): Amounts | null {
  if (point == null) return null;
  switch (measure) {
    case 'tasks':
      return {
        done: exactly(point.tasks.done),
        scope: exactly(point.tasks.done + point.tasks.left),
        unrecorded: 0,
      };
    case 'criteria': {
      const { met, unmet, unrecorded } = point.criteria;
      return { done: exactly(met), scope: exactly(met + unmet + unrecorded), unrecorded };
    }
    case 'effort': {
      const { unit, done, left } = point.effort;
      if (unit === null) return null;
      return { done, scope: { min: done.min + left.min, max: done.max + left.max }, unrecorded: 0 };
    }
  }
}

function exactly(value: number): Range {
  return { min: value, max: value };
}

/** Where the scope of the whole roadmap, at its most, is another than in the version before. */
export interface ScopeChange {
  /** Position of the version. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
}

export function scopeChanges({ series: [whole] }: BurndownData, measure: Measure): readonly ScopeChange[] {
  const points = whole?.points ?? [];
  return points.flatMap((point, index) => {
    const from = amountsOf(points[index - 1], measure)?.scope.max;
    const to = amountsOf(point, measure)?.scope.max;
    return from === undefined || to === undefined || from === to ? [] : [{ index, from, to }];
  });
}

/** `Tasks`, `Criteria`, `Hours`. */
export function measureName(data: BurndownData, measure: Measure): string {
  if (measure === 'tasks') return 'Tasks';
  if (measure === 'criteria') return 'Criteria';
  return data.series[0]?.points.findLast((point) => point !== null)?.effort.unit === 'pt'
    ? 'Points'
    : 'Hours';
}

/** The measures of which there is anything to show. */
export function measuresOf({ series }: BurndownData): readonly Measure[] {
  const [whole] = series;
  return (['tasks', 'criteria', 'effort'] as const).filter((measure) =>
    whole?.points.some((point) => (amountsOf(point, measure)?.scope.max ?? 0) > 0),
  );
}

/** `12 of 45 tasks done`, `30–40 of 120 hours done, no record for 3`. */
export function donePhrase(data: BurndownData, series: BurndownSeries, measure: Measure): string {
  const amounts = amountsOf(series.points.at(-1), measure);
  if (amounts === null) return 'nothing known';
  const noun = measureName(data, measure).toLowerCase();
  const record = amounts.unrecorded === 0 ? '' : `, no record for ${amounts.unrecorded}`;
  return `${numberPhrase(amounts.done)} of ${numberPhrase(amounts.scope)} ${noun} ${measure === 'criteria' ? 'met' : 'done'}${record}`;
}

/** What the picture shows, for those who do not see it. */
export function burndownSentence(data: BurndownData, measure: Measure): string {
  const [whole, ...phases] = data.series;
  const [first, last] = [data.versions[0], data.versions.at(-1)];
  if (whole === undefined || first === undefined || last === undefined) return whyNoBurndown(data) ?? '';
  const began = amountsOf(whole.points[0], measure);
  const noun = measureName(data, measure).toLowerCase();
  const grown = began ? ` It began on ${first.day} with ${numberPhrase(began.scope)} ${noun}.` : '';
  const inPhases = phases.map((series) => `${series.name}: ${donePhrase(data, series, measure)}.`);
  return [`On ${last.day}, ${donePhrase(data, whole, measure)}.${grown}`, ...inPhases, ...data.notes].join(
    ' ',
  );
}

/** Why there is no picture, and what to do about it; null where there is one. */
export function whyNoBurndown({ versions }: BurndownData): string | null {
  return versions.length > 0
    ? null
    : 'No version of this roadmap has tasks yet. Commit it, and tick boxes as work is done.';
}
