import type { BurndownData, Measure } from '../../protocol/burndown.ts';
import { amountsOf, measureName } from './burndownWords.ts';

/** More points than that are no longer told apart. */
const MOST = 30;

/** Scope and what is done as a Mermaid chart, for places that draw those by themselves. */
export function mermaidBurndown(data: BurndownData, measure: Measure): string {
  const [whole] = data.series;
  const all = data.versions.flatMap(({ day }, index) => {
    const amounts = amountsOf(whole?.points[index], measure);
    return amounts ? [{ day, amounts }] : [];
  });
  const days = all.filter(({ day }, index) => all[index + 1]?.day !== day);
  const step = Math.max(1, Math.ceil((days.length - 1) / (MOST - 1)));
  const shown = days.filter((_, index) => (days.length - 1 - index) % step === 0);
  const most = Math.max(1, ...shown.map(({ amounts }) => amounts.scope.max));
  return [
    'xychart-beta',
    `  title "${(data.title || 'Burn-down')
      .replace(/[^\p{L}\p{M}\p{N} ./+():–-]/gu, ' ')
      .replace(/\s+/g, ' ')
      .trim()}"`,
    `  x-axis [${shown.map(({ day }) => `"${day}"`).join(', ')}]`,
    `  y-axis "${measureName(data, measure)}" 0 --> ${most}`,
    `  line [${shown.map(({ amounts }) => amounts.scope.max).join(', ')}]`,
    `  line [${shown.map(({ amounts }) => amounts.done.max).join(', ')}]`,
    '',
  ].join('\n');
}
