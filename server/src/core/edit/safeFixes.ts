import type { DocumentEdit, Finding, Fix } from '../analysis/finding.ts';

/** The fixes of findings that have one safe answer; one that would touch what an earlier one changes waits for the next time. */
export function safeFixes(findings: readonly Pick<Finding, 'fixes'>[]): readonly Fix[] {
  const taken: Fix[] = [];
  for (const { fixes } of findings) {
    const fix = fixes.find(({ preferred }) => preferred);
    if (
      fix &&
      !taken.some((other) => other.edits.some((edit) => fix.edits.some((own) => overlap(own, edit))))
    ) {
      taken.push(fix);
    }
  }
  return taken;
}

function overlap(a: DocumentEdit, b: DocumentEdit): boolean {
  return a.uri === b.uri && a.span.from <= b.span.to && b.span.from <= a.span.to;
}
