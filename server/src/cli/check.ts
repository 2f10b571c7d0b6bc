import path from 'node:path';
import { findRepositoryRoot } from '../host/git.ts';
import type { CliCommand, ExitStatus } from './command.ts';
import { settleBaseline } from './check/baseline.ts';
import { fixAll } from './check/fix.ts';
import { CHECK_OPTIONS, type CheckOptions, readCheckOptions } from './check/options.ts';
import { runCheck } from './check/run.ts';
import { type Format, REPOSITORY_FORMATS, WRITERS } from './report/formats.ts';
import { fromFolder, summarize, type CheckReport, type FileReport } from './report/report.ts';
import type { Terminal } from './terminal.ts';

/** `roadgate check [PATH...]`: findings of the files named and of all Markdown files below directories. */
export const checkCommand: CliCommand = {
  usage: 'check [...paths]',
  description: 'Report what is wrong in roadmaps',
  options: CHECK_OPTIONS,
  async run(input, terminal) {
    const options = readCheckOptions(input);
    const { run, refused } = options.fix
      ? await fixAll(options, terminal)
      : { run: await runCheck(options, terminal), refused: false };
    const settled = await settleBaseline(run, options, terminal);
    const files = [...settled.files, ...run.configs].map((file) => onlyAsked(file, options));
    const report: CheckReport = {
      files: files.sort((a, b) => (a.path < b.path ? -1 : 1)),
      hidden: settled.hidden,
    };
    // Where nothing could be read, that was said; a sum of nothing would read as if all were well.
    const isNothingToTell = options.format === 'pretty' && run.unreadable && report.files.length === 0;
    if (!isNothingToTell) terminal.out(write(report, options.format, terminal, input.version));
    return run.unreadable || refused || settled.failed ? 2 : exitStatus(report, options);
  },
};

function write(report: CheckReport, format: Format, { cwd, colors }: Terminal, version: string): string {
  const root = REPOSITORY_FORMATS.has(format) ? findRepositoryRoot(cwd) : undefined;
  const below = root === undefined ? '' : path.relative(root, cwd).replaceAll(path.sep, '/');
  return WRITERS[format](fromFolder(report, below), { colors, version });
}

function onlyAsked(file: FileReport, { isAsked }: CheckOptions): FileReport {
  return { ...file, findings: file.findings.filter(({ code }) => isAsked(code)) };
}

function exitStatus(report: CheckReport, { maxWarnings, writeBaseline }: CheckOptions): ExitStatus {
  const { error, warning } = summarize(report);
  return !writeBaseline && (error > 0 || warning > maxWarnings) ? 1 : 0;
}
