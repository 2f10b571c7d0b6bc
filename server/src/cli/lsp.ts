import { startServer } from '../lsp/server.ts';
import { connectStdio } from '../lsp/stdio.ts';
import { type CliCommand, type ExitStatus, UsageError } from './command.ts';

/** `roadgate lsp --stdio`: the language server for any editor, over this process' standard input and output. */
export const lspCommand: CliCommand = {
  usage: 'lsp',
  description: 'Start the language server',
  options: [['--stdio', 'Speak over standard input and output']],
  run: ({ options }) => {
    if (options.stdio !== true) throw new UsageError('Say how to speak: `roadgate lsp --stdio`.');
    startServer(connectStdio());
    // The server ends the process when its editor says so, or goes away.
    return new Promise<ExitStatus>(() => undefined);
  },
};
