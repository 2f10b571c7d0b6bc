import { timelineData } from '../board/data/timeline.ts';
import { toCsv } from '../board/draw/table.ts';
import { timelineFile } from '../board/draw/timelineFile.tsx';
import { mermaidGantt } from '../board/draw/timelineMermaid.ts';
import { timelineTable } from '../board/draw/timelineTable.ts';
import { DEFAULT_CONFIG, type ProjectConfig } from '../core/config.ts';
import { locate } from '../core/model/workspace.ts';
import { type CommandInput, type ExitStatus, optionText, UsageError } from './command.ts';
import { dayOption, formatOf, paletteOf, pictureSubject, print, type Prints } from './picture.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate timeline`. */
export async function printTimeline(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = formatOf(input);
  const palette = paletteOf(input);
  const today = dayOption(input, 'today');
  const change = { start: dayOption(input, 'start'), people: peopleOption(input) };
  const { workspace, document } = await pictureSubject(input, terminal);
  const config = withOptions(locate(workspace, document.uri)?.folder.config ?? DEFAULT_CONFIG, change);
  const data = timelineData(document, { config, today });
  const prints: Prints = {
    svg: () => timelineFile(data, palette),
    mermaid: () => mermaidGantt(data),
    csv: () => toCsv(timelineTable(data)),
    json: () => data,
  };
  print(format, prints, terminal);
  return 0;
}

/** What the command line says wins over the project file. */
function withOptions(
  config: ProjectConfig,
  { start, people }: Pick<ProjectConfig['timeline'], 'start' | 'people'>,
): ProjectConfig {
  const { timeline } = config;
  return {
    ...config,
    timeline: { ...timeline, start: start ?? timeline.start, people: people ?? timeline.people },
  };
}

function peopleOption(input: CommandInput): number | null {
  const text = optionText(input, 'people');
  if (text === undefined) return null;
  // The same limits as `timeline.people` of the project file.
  if (!/^(?:[1-9]\d{0,2}|1000)$/.test(text))
    throw new UsageError('--people must be a number from 1 to 1000.');
  return Number(text);
}
