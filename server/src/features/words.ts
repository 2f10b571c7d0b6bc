import type { Resolution } from '../core/index/references.ts';
import type { Progress } from '../core/model/status.ts';
import { circumstances } from '../gates/words.ts';
import type { TaskResult } from './snapshot.ts';

/** `P0-1 Refuse a bad configuration`; never empty, since editors refuse nameless symbols. */
export function name(owner: { readonly id: string | null; readonly title: string }): string {
  const parts = [owner.id ?? '', owner.title].filter((part) => part !== '');
  return parts.join(' ') || '(untitled)';
}

/** `2 of 5 criteria met`, `no record for 5 criteria`; empty for a task without criteria. */
export function progressPhrase({ met, unmet, unrecorded }: Progress): string {
  const recorded = met + unmet;
  if (recorded + unrecorded === 0) return '';
  if (recorded === 0) return `no record for ${criteria(unrecorded)}`;
  const known = `${met} of ${criteria(recorded)} met`;
  return unrecorded === 0 ? known : `${known}, no record for ${unrecorded}`;
}

export function criterionState(checked: boolean | null): string {
  if (checked === null) return 'no record';
  return checked ? 'met' : 'open';
}

function criteria(count: number): string {
  return count === 1 ? '1 criterion' : `${count} criteria`;
}

/** `✓ gate passed 2 min ago at 4f26a87, 3.1 s`; empty where not all gates ran. */
export function resultPhrase(result: TaskResult): string {
  switch (result.outcome) {
    case 'incomplete':
      return '';
    case 'running':
      return '… running';
    case 'passed':
      return `✓ gate passed ${circumstances(result)}`;
    case 'failed':
      return `✗ gate failed ${circumstances(result)}`;
    case 'errored':
      return `✗ gate could not run ${circumstances(result)}`;
  }
}

const HOW_FOUND: Readonly<Record<Resolution['kind'], string>> = {
  exact: '',
  relative: 'relative to this document',
  module: 'below a module',
  suffix: 'the only path that ends like this',
  basename: 'the only file of this name',
  stripped: 'after leaving out leading folders',
  ambiguous: '',
  missing: '',
};

/** How a path was found; empty where it is written as it is. */
export function howFound(kind: Resolution['kind']): string {
  return HOW_FOUND[kind];
}
