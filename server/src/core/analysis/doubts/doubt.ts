import { lowest } from '../severity.ts';
import type { Severity } from '../finding.ts';

/**
 * One way in which a finding can be wrong although everything speaks for it. A rule that reads what people only hint
 * at lists its doubts as `Rule.doubts`: a finding has the rule's severity where none of them applies, so where the
 * document leaves no other reading, and the lowest of theirs where some do. The rule's page names each.
 */
export interface Doubt<Case> extends NamedDoubt {
  readonly applies: (found: Case) => boolean;
}

/** A doubt as people read of it. */
export interface NamedDoubt {
  /** What is so, as the rule's page says it: `the id is a plain number`. */
  readonly because: string;
  readonly severity: 'information' | 'hint';
}

/** The severity of a finding as a part of its draft: nothing where it is certain. */
export function gradeBy<Case>(doubts: readonly Doubt<Case>[], found: Case): { readonly severity?: Severity } {
  const held = doubts.filter(({ applies }) => applies(found)).map(({ severity }): Severity => severity);
  const [first, ...others] = held;
  return first === undefined ? {} : { severity: others.reduce(lowest, first) };
}
