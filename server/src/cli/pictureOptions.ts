import type { CliCommand } from './command.ts';

/** Of all commands that draw a roadmap. */
export const PICTURE_OPTIONS: CliCommand['options'] = [
  ['--roadmap <file>', 'The document to draw; without it, the only roadmap of the project'],
  ['--format <name>', 'svg (the default), mermaid, csv or json'],
  ['--theme <name>', 'Colours of the picture: light (the default) or dark'],
];
