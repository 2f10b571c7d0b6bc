import type { CliCommand } from './command.ts';

/** `roadgate status [PATH...]`: where the work stands, and a STATUS.md that is kept true. */
export const statusCommand: CliCommand = {
  usage: 'status [...paths]',
  description: 'Show where the work of roadmaps stands, or keep a STATUS.md true',
  options: [
    ['--write <file>', 'Write it into the generated block of this file; the rest of the file stays'],
    ['--check', 'With --write: write nothing; exit status 1 if the block is out of date'],
    ['--milestone <n>', 'Only what belongs to this milestone'],
    ['--format <name>', 'markdown (the default) or json'],
  ],
  async run(input, terminal) {
    // What writes Markdown is large, and most other commands do not need it.
    const { showStatus } = await import('./statusRun.ts');
    return showStatus(input, terminal);
  },
};
