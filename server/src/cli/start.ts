import type { CliCommand } from './command.ts';

/** `roadgate start [ID]`: makes or switches to the branch of a task. */
export const startCommand: CliCommand = {
  usage: 'start [id]',
  description:
    'Start work on a task: make its branch and switch to it (without an id: name the tasks that are next)',
  options: [
    ['--base <branch>', 'Make the branch from this one'],
    ['--worktree <dir>', 'Check it out in a new folder, and leave this one as it is'],
    ['--take-along', 'Take changes along that are not committed, where git can'],
    ['--dry-run', 'Print what would happen'],
    ['--roadmap <path>', 'Only the tasks of this document'],
  ],
  async run(input, terminal) {
    const { startWork } = await import('./startRun.ts');
    return startWork(input, terminal);
  },
};
