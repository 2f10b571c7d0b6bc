import picomatch from 'picomatch';
import { CONFIG_INVALID } from '../../core/analysis/pages.ts';
import { RULES } from '../../core/analysis/registry.ts';
import { didYouMean } from '../../core/text/nearest.ts';
import { choose, type CommandInput, textsOf, UsageError } from '../command.ts';
import { FORMATS, type Format } from '../report/formats.ts';

/** How `check` was asked. */
export interface CheckOptions {
  /** Files and directories, as they were named. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly fix: boolean;
  /** Whether findings of a rule are asked for. */
  readonly isAsked: (code: string) => boolean;
  /** More warnings than this make the answer no. */
  readonly maxWarnings: number;
  /** A revision: only documents that changed since. */
  readonly changedSince: string | undefined;
  readonly writeBaseline: boolean;
  /** The baseline's file, as it was named; undefined: the usual one of each project. */
  readonly baseline: string | undefined;
  /** Findings may be those of an earlier check, where they still hold. */
  readonly cache: boolean;
}

/** Options of `check` as help shows them. */
export const CHECK_OPTIONS: readonly (readonly [flags: string, description: string])[] = [
  ['--format <name>', `How to report: ${FORMATS.join(', ')} (the first is the default)`],
  ['--fix', 'Apply the fixes that have one safe answer'],
  ['--rule <code>', 'Only findings of this rule, or of those that a glob matches; may be repeated'],
  ['--max-warnings <count>', 'Exit with 1 only if there are more warnings (default: 0)'],
  ['--changed-since <ref>', 'Only documents that changed since a commit, committed or not'],
  ['--write-baseline', 'Take what is found for known; only what comes later is reported'],
  ['--no-cache', 'Look again for what an earlier check has found'],
  ['--baseline <file>', 'Where the baseline is (default: .roadgate-baseline.json in the project)'],
];

/** @throws UsageError */
export function readCheckOptions(input: CommandInput): CheckOptions {
  const options: CheckOptions = {
    paths: input.args.length > 0 ? input.args : ['.'],
    format: choose(input, 'format', FORMATS),
    fix: input.options.fix === true,
    isAsked: readRules(textsOf(input, 'rule')),
    maxWarnings: readCount(textsOf(input, 'max-warnings').at(-1)),
    changedSince: textsOf(input, 'changed-since').at(-1),
    writeBaseline: input.options.writeBaseline === true,
    cache: input.options.cache !== false,
    baseline: textsOf(input, 'baseline').at(-1),
  };
  const partial = [
    options.fix ? '--fix' : undefined,
    input.options.rule === undefined ? undefined : '--rule',
    options.changedSince === undefined ? undefined : '--changed-since',
  ].find((flag) => flag !== undefined);
  if (options.writeBaseline && partial !== undefined) {
    throw new UsageError(
      `A baseline holds everything that is found: leave out ${partial} when you write it.`,
    );
  }
  return options;
}

function readRules(patterns: readonly string[]): (code: string) => boolean {
  if (patterns.length === 0) return () => true;
  const codes = [CONFIG_INVALID, ...RULES.map(({ code }) => code)];
  for (const pattern of patterns) {
    const matches = picomatch(pattern);
    if (!codes.some((code) => matches(code))) {
      throw new UsageError(`There is no rule ${pattern}${didYouMean(pattern, codes)}`);
    }
  }
  return picomatch([...patterns]);
}

function readCount(text: string | undefined): number {
  if (text === undefined) return 0;
  if (!/^\d{1,9}$/.test(text))
    throw new UsageError('--max-warnings must be a number of warnings, such as 10.');
  return Number(text);
}
