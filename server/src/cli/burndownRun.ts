import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { burndownData } from '../board/data/burndown.ts';
import { burndownFile } from '../board/draw/burndownFile.tsx';
import { mermaidBurndown } from '../board/draw/burndownMermaid.ts';
import { burndownTable } from '../board/draw/burndownTable.ts';
import { toCsv } from '../board/draw/table.ts';
import { DEFAULT_CONFIG } from '../core/config.ts';
import { countPlan } from '../core/history/planCounts.ts';
import { locate } from '../core/model/workspace.ts';
import { PlanHistory, planCacheFolder } from '../host/planHistory.ts';
import type { BurndownData, Measure } from '../protocol/burndown.ts';
import { choose, type CommandInput, type ExitStatus, UsageError } from './command.ts';
import {
  dayOption,
  formatOf,
  paletteOf,
  type PictureSubject,
  pictureSubject,
  print,
  type Prints,
} from './picture.ts';
import { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** Runs `roadgate burndown`. */
export async function printBurndown(input: CommandInput, terminal: Terminal): Promise<ExitStatus> {
  const format = formatOf(input);
  const palette = paletteOf(input);
  const chosen = choose(input, 'measure', ['auto', 'tasks', 'criteria', 'effort']);
  const today = dayOption(input, 'today');
  const subject = await pictureSubject(input, terminal);
  const data = await readBurndown(subject, today, terminal);
  const measure: Measure = chosen === 'auto' ? data.measure : chosen;
  const prints: Prints = {
    svg: () => burndownFile(data, measure, palette),
    mermaid: () => mermaidBurndown(data, measure),
    csv: () => toCsv(burndownTable(data, measure)),
    json: () => data,
  };
  print(format, prints, terminal);
  return 0;
}

async function readBurndown(
  { workspace, document }: PictureSubject,
  today: number | null,
  terminal: Terminal,
): Promise<BurndownData> {
  const place = locate(workspace, document.uri);
  const config = place?.folder.config ?? DEFAULT_CONFIG;
  const file = fileURLToPath(document.uri);
  const progress = new Progress(terminal);
  const history = new PlanHistory({ threads: Math.min(availableParallelism(), 8), cache: planCacheFolder() });
  const answer = await history.read({
    file,
    uri: document.uri,
    path: place?.path ?? '',
    config,
    signal: new AbortController().signal,
    onProgress: (done, all) => progress.show(`Version ${done} of ${all}`),
  });
  progress.end();
  if (answer.kind === 'none') throw new UsageError(WHY[answer.why]);
  if (answer.kind === 'cancelled') throw new UsageError('The history could not be read: run it again.');
  const { versions, missing, isCut } = answer;
  const current = countPlan(document, config.effort);
  return burndownData({ title: document.title ?? '', versions, current, today, missing, isCut });
}

const WHY = {
  'no-repository': 'The roadmap is in no git repository: progress is read from its commits.',
  'no-commits': 'The roadmap is in no commit yet: commit it first.',
  'no-git': 'Git was not found: install it and put it on the PATH.',
} as const;
