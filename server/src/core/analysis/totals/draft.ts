import type { RoadmapDocument } from '../../model/document.ts';
import { type Doubt, gradeBy } from '../doubts/doubt.ts';
import type { RelatedPlace, Severity } from '../finding.ts';
import type { Verdict } from './compare.ts';
import type { TotalReading } from './totals.ts';

/** The severity of a finding as a part of its draft; undefined where there is nothing to report. */
export function gradeTotal<Case>(
  doubts: readonly Doubt<Case>[],
  found: Case,
  verdict: Verdict,
): { readonly severity?: Severity } | undefined {
  if (verdict === 'wrong') return gradeBy(doubts, found);
  return verdict === 'doubtful' ? { severity: 'hint' } : undefined;
}

/** What is summed, where it does not stand at the total's own place. */
export function relatedGroup(
  { uri }: RoadmapDocument,
  { subject, total, name }: TotalReading,
): readonly RelatedPlace[] {
  const group = subject?.group;
  if (!group || group.line === total.line) return [];
  return [{ uri, span: group.nameSpan, message: `What ${name} holds` }];
}
