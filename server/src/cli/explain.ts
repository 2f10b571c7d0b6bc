import path from 'node:path';
import { Explainer } from '../core/explain/explainer.ts';
import { toMarkdown } from '../core/explain/text.ts';
import { SourceText } from '../core/text/source.ts';
import { type CliCommand, UsageError } from './command.ts';
import { readInput } from './input.ts';
import { ProjectOptions } from './projectOptions.ts';

/** `roadgate explain FILE:LINE`: how one line was read, and why it is no task if it is none. */
export const explainCommand: CliCommand = {
  usage: 'explain <file:line>',
  description: 'Say how a line of a document was read, and why it is no task',
  options: [],
  async run(input, terminal) {
    const { file, line } = parseTarget(input.args[0] ?? '');
    const read = readInput(terminal.cwd, file);
    if (read.kind === 'unreadable') {
      terminal.err(read.reason);
      return 2;
    }
    if (read.warning !== undefined) terminal.err(read.warning);
    const options = await new ProjectOptions(terminal).of(path.resolve(terminal.cwd, file));
    const source = new SourceText(read.text);
    if (line > source.lineCount) {
      const lines = source.lineCount === 1 ? '1 line' : `${source.lineCount} lines`;
      terminal.err(`${file} has ${lines}; there is no line ${line}.`);
      return 2;
    }
    const explainer = new Explainer(file, source, options);
    terminal.out(toMarkdown(explainer.line(line), source.lineText(line - 1)));
    return 0;
  },
};

/** The line is what follows the last colon: a path may hold one of its own. */
function parseTarget(target: string): { file: string; line: number } {
  const [, file = '', digits = ''] = /^(.+):([1-9]\d{0,8})$/.exec(target) ?? [];
  if (file === '') throw new UsageError('Name a file and a line: `roadgate explain ROADMAP.md:12`.');
  return { file, line: Number(digits) };
}
