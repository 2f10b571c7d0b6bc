import type { PhrasingContent, Table, TableCell } from 'mdast';
import { defuseText } from './defuse.ts';
import { formatDuration, oneLine, squeeze, text, write } from './markdown.ts';

/** The last run of one gate of the task. */
export interface GateReport {
  readonly name: string;
  readonly commands: readonly string[];
  readonly outcome: 'passed' | 'failed' | 'errored';
  /** Abbreviated; null outside a repository. */
  readonly commit: string | null;
  /** Milliseconds. */
  readonly duration: number;
  /** False: the gate's text, the commit or the files it covered changed since. */
  readonly fresh: boolean;
}

/** What stands around the evidence in the text of a pull request: only that part is ever rewritten. */
export const EVIDENCE_START = '<!-- roadgate:evidence -->';
export const EVIDENCE_END = '<!-- /roadgate:evidence -->';

/** What the gates of a task said, between the markers. */
export function evidenceBlock(gates: readonly GateReport[]): string {
  const content = gates.length === 0 ? 'No gate of this task has been run.' : write([table(gates)]).trim();
  return `${EVIDENCE_START}\n\n${content}\n\n${EVIDENCE_END}`;
}

/** Whether a text has a place for the evidence. */
export function hasEvidenceMarkers(body: string): boolean {
  return markersIn(body) !== undefined;
}

/**
 * The text with other evidence between its markers, everything else byte by byte as it was; undefined without
 * markers. Line ends are those of the text.
 */
export function replaceEvidence(body: string, gates: readonly GateReport[]): string | undefined {
  const place = markersIn(body);
  if (place === undefined) return undefined;
  const newline = body.includes('\r\n') ? '\r\n' : '\n';
  const block = evidenceBlock(gates).replaceAll('\n', newline);
  return body.slice(0, place.from) + block + body.slice(place.to);
}

function markersIn(body: string): { from: number; to: number } | undefined {
  const from = body.indexOf(EVIDENCE_START);
  const end = from < 0 ? -1 : body.indexOf(EVIDENCE_END, from);
  return end < 0 ? undefined : { from, to: end + EVIDENCE_END.length };
}

const MOST_GATES = 40;

function table(gates: readonly GateReport[]): Table {
  const header = ['Gate', 'Result', 'Commit', 'Duration', 'Evidence'].map((title) => cell(text(title)));
  const rows = gates
    .slice(0, MOST_GATES)
    .map((gate) => [
      cell(...gateName(gate)),
      cell(text(gate.outcome)),
      cell(gate.commit === null ? text('–') : { type: 'inlineCode', value: gate.commit }),
      cell(text(formatDuration(gate.duration))),
      cell(text(gate.fresh ? 'fresh' : 'stale')),
    ]);
  return {
    type: 'table',
    children: [header, ...rows].map((children) => ({ type: 'tableRow', children })),
  };
}

/** One command speaks for itself; several go by the gate's name. */
function gateName({ name, commands }: GateReport): PhrasingContent[] {
  const [only, ...others] = commands;
  if (only !== undefined && others.length === 0)
    return [{ type: 'inlineCode', value: unmarked(squeeze(only)) }];
  return [text(`${defuseText(oneLine(name))} (${commands.length} commands)`)];
}

/** No command may look like the end of the evidence. */
function unmarked(command: string): string {
  return command.replaceAll('<!--', '<!\u200b--');
}

function cell(...children: PhrasingContent[]): TableCell {
  return { type: 'tableCell', children };
}
