import type { CliCommand } from './command.ts';
import { PICTURE_OPTIONS } from './pictureOptions.ts';

/** `roadgate burndown`: how far the work of a roadmap was in each of its commits. */
export const burndownCommand: CliCommand = {
  usage: 'burndown',
  description: 'Print the progress of a roadmap over its commits as a picture',
  options: [
    ...PICTURE_OPTIONS,
    [
      '--measure <name>',
      'tasks, criteria, effort or auto (the default): effort where most tasks have estimates, else tasks',
    ],
    ['--today <day>', 'Goes on to this day, with what is not committed: 2026-01-22'],
  ],
  async run(input, terminal) {
    // What draws is large, and most other commands do not need it.
    const { printBurndown } = await import('./burndownRun.ts');
    return printBurndown(input, terminal);
  },
};
