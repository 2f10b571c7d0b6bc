import { choose, type CliCommand } from './command.ts';

/** `roadgate check [PATH...]`: findings of the files named and of all Markdown files below directories. */
export const checkCommand: CliCommand = {
  usage: 'check [...paths]',
  description: 'Report what is wrong in roadmaps',
  options: [['--format <name>', 'pretty or json']],
  run(input, terminal) {
    choose(input, 'format', ['pretty', 'json']);
    terminal.err('Nothing was checked.');
    return Promise.resolve(0);
  },
};
