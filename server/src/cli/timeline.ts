import type { CliCommand } from './command.ts';
import { PICTURE_OPTIONS } from './pictureOptions.ts';

/** `roadgate timeline`: the phases and tasks of a roadmap on its weeks as a picture, a Mermaid gantt chart or data. */
export const timelineCommand: CliCommand = {
  usage: 'timeline',
  description: 'Print the phases and tasks of a roadmap on their weeks as a picture',
  options: [
    ...PICTURE_OPTIONS,
    ['--start <day>', 'The day on which Week 1 begins: 2026-01-05'],
    ['--people <n>', 'How many people work at once'],
    ['--today <day>', 'Draws a line at this day: 2026-01-22; without it there is none'],
  ],
  async run(input, terminal) {
    // What draws is large, and most other commands do not need it.
    const { printTimeline } = await import('./timelineRun.ts');
    return printTimeline(input, terminal);
  },
};
