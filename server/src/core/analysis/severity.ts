import type { ProjectConfig } from '../config.ts';
import type { Severity } from './finding.ts';
import type { Rule } from './rule.ts';

const ORDER: readonly Severity[] = ['hint', 'information', 'warning', 'error'];

/**
 * The severity of a finding under the settings, or undefined if its rule is off. A setting replaces the
 * severity of findings beyond doubt; those that the rule graded down keep their grade, or the setting if that
 * is lower still.
 */
export function effectiveSeverity(
  rule: Rule,
  graded: Severity | undefined,
  config: ProjectConfig,
): Severity | undefined {
  const setting = config.rules[rule.code];
  if (setting === 'off') return undefined;
  const full = setting ?? rule.severity;
  return graded === undefined || graded === rule.severity ? full : lowest(graded, full);
}

export function lowest(a: Severity, b: Severity): Severity {
  return ORDER.indexOf(a) < ORDER.indexOf(b) ? a : b;
}
