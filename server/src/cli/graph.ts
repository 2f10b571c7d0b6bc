import type { CliCommand } from './command.ts';
import { PICTURE_OPTIONS } from './pictureOptions.ts';

/** `roadgate graph`: the dependencies of a roadmap as a picture, a Mermaid flowchart or data. */
export const graphCommand: CliCommand = {
  usage: 'graph',
  description: 'Print the dependencies of a roadmap as a picture',
  options: PICTURE_OPTIONS,
  async run(input, terminal) {
    // What draws is large, and most other commands do not need it.
    const { printGraph } = await import('./graphRun.ts');
    return printGraph(input, terminal);
  },
};
