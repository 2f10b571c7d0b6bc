import type { CliCommand } from './command.ts';

/** `roadgate sync [ID...]`: where the forge and the roadmap disagree. */
export const syncCommand: CliCommand = {
  usage: 'sync [...ids]',
  description:
    'Show where issues, pull requests and the roadmap disagree (exit status 1), or make them agree',
  options: [
    [
      '--apply <side>',
      'forge: it is right, the roadmap is edited; document: it is right, issues are closed or reopened',
    ],
    ['--dry-run', 'With --apply: only say what would be done'],
    ['--format <name>', 'pretty (the default) or json'],
    ['--roadmap <path>', 'Only the tasks of this document'],
  ],
  async run(input, terminal) {
    // What speaks with forges is large, and most other commands do not need it.
    const { runSync } = await import('./syncRun.ts');
    return runSync(input, terminal);
  },
};
