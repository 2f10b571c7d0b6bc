import type { CliCommand } from './command.ts';

/** `roadgate issues plan` and `roadgate issues apply`: issues, labels and milestones from a roadmap. */
export const issuesCommand: CliCommand = {
  usage: 'issues <action> [...ids]',
  description: 'Make issues, labels and milestones from a roadmap (action: plan or apply)',
  options: [
    ['--roadmap <path>', 'The roadmap; needed where the project has several'],
    ['--start <day>', 'The day on which week 1 begins, as 2026-01-05: gives milestones their dates'],
    ['--dry-run', 'With apply: print the plan and send nothing'],
    ['--script', 'Print a script for `gh` that does the same'],
    ['--write-numbers', 'With apply: write the numbers of issues behind the titles of tasks'],
    ['--format <name>', 'pretty (the default) or json'],
  ],
  async run(input, terminal) {
    // What speaks with forges is large, and most other commands do not need it.
    const { runIssues } = await import('./issuesRun.ts');
    return runIssues(input, terminal);
  },
};
