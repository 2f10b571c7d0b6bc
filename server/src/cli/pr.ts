import type { CliCommand } from './command.ts';

/** `roadgate pr [ID...]`: branch, push and pull request for tasks. */
export const prCommand: CliCommand = {
  usage: 'pr [...ids]',
  description: 'Open pull requests for tasks (without an id: for the task of the branch checked out)',
  options: [
    ['--draft', 'Open it as a draft'],
    ['--dry-run', 'Print what would happen and what would be sent'],
    ['--ready', 'Open one for each task that is ready, and say why others are not'],
    ['--update', 'Write the evidence in the text of an open pull request anew'],
    ['--base <branch>', 'The branch it goes into'],
    ['--title <text>', 'Its title'],
    ['--body-file <file>', 'Its text, from a file or - for standard input'],
    ['--template <name>', 'The template of the repository to use; none for Roadgate’s description'],
    ['--label <name>', 'A label besides those of the task; may be repeated'],
    ['--milestone <title>', 'The milestone instead of that of the task'],
    ['--assignee <login>', 'Somebody to assign; may be repeated'],
    ['--reviewer <login>', 'Somebody (or org/team) to ask for a review; may be repeated'],
    ['--roadmap <path>', 'Only the tasks of this document'],
  ],
  async run(input, terminal) {
    // What speaks with forges is large, and no other command needs it.
    const { openPullRequests } = await import('./prRun.ts');
    return openPullRequests(input, terminal);
  },
};
