import type { CliCommand } from './command.ts';

/** `roadgate pr [ID...]`: branch, push and pull request for tasks. */
export const prCommand: CliCommand = {
  usage: 'pr [...ids]',
  description: 'Open a pull request for a task (without an id: that of the branch checked out)',
  options: [
    ['--draft', 'Open it as a draft'],
    ['--dry-run', 'Print what would happen and what would be sent'],
    ['--roadmap <path>', 'Only the tasks of this document'],
  ],
  async run(input, terminal) {
    // What speaks with forges is large, and no other command needs it.
    const { openPullRequests } = await import('./prRun.ts');
    return openPullRequests(input, terminal);
  },
};
