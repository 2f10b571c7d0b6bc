import type { RoadmapDocument, Task } from '../../model/document.ts';
import { type Doubt, gradeBy } from '../doubts/doubt.ts';
import type { RelatedPlace, Severity } from '../finding.ts';
import { nameOf } from '../plan/names.ts';
import type { Verdict } from './compare.ts';
import type { TotalReading } from './totals.ts';

/** The severity of a finding as a part of its draft; undefined where there is nothing to report. */
export function gradeTotal<Case>(
  doubts: readonly Doubt<Case>[],
  found: Case,
  verdict: Verdict,
): { readonly severity?: Severity } | undefined {
  switch (verdict) {
    case 'wrong':
      return gradeBy(doubts, found);
    case 'exceeded':
      return { severity: doubts.some(({ applies }) => applies(found)) ? 'hint' : 'information' };
    case 'short':
      return doubts.some(({ applies }) => applies(found)) ? undefined : { severity: 'hint' };
    case 'doubtful':
      return { severity: 'hint' };
    case 'right':
    case 'unknown':
      return undefined;
  }
}

/** What has no estimate, as far as anybody wants to read of it. */
export function relatedLacking({ uri }: RoadmapDocument, lacking: readonly Task[]): readonly RelatedPlace[] {
  return lacking
    .slice(0, MOST_PLACES)
    .map((task) => ({ uri, span: task.nameSpan, message: `${nameOf(task)} has no estimate` }));
}

const MOST_PLACES = 5;

/** What is summed, where it does not stand at the total's own place. */
export function relatedGroup(
  { uri }: RoadmapDocument,
  { subject, total, name }: TotalReading,
): readonly RelatedPlace[] {
  const group = subject?.group;
  if (!group || group.line === total.line) return [];
  return [{ uri, span: group.nameSpan, message: `What ${name} holds` }];
}
