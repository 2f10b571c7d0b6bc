import type { Gate, RoadmapDocument, Task } from '../model/document.ts';
import type { SourceText } from '../text/source.ts';
import type { EditResult } from './items.ts';

/**
 * Adds an empty validation fence to the task with this key, at the end of its own text: under the label and
 * in the label form that the document uses for its gates, indented into the list item where the task is one.
 */
export function insertGate(document: RoadmapDocument, taskKey: string): EditResult {
  const task = document.tasks.find(({ key }) => key === taskKey);
  if (task === undefined) return refused('There is no such task in this document any more.');
  if (task.form === 'row') {
    return refused('A row has no room for a command: give the task a heading or a list item of its own.');
  }
  const { source } = document;
  const at = endOfOwnText(document, task);
  const indent = task.form === 'item' ? contentIndent(source, task) : '';
  const lines = ['', '', label(document), '', `\`\`\`${language(document)}`, '', '```'];
  const newText = lines.map((line) => (line === '' ? '' : indent + line)).join(lineEnding(source));
  return { kind: 'edits', edits: [{ uri: document.uri, span: { from: at, to: at }, newText }] };
}

/** Offset after the last character of the task's text that belongs to no task or group below it. */
function endOfOwnText(document: RoadmapDocument, task: Task): number {
  const { source } = document;
  const { from, to } = task.extent;
  const starts = [
    ...document.tasks.map((other) => lineStart(source, other.line)),
    ...document.groups.map((group) => lineStart(source, group.line)),
  ];
  const below = starts.filter((start) => start > lineStart(source, task.line) && start < to);
  const end = Math.min(to, ...below);
  const text = source.text.slice(from, end);
  // A rule between sections (`---`) and blank lines belong to what comes after them.
  return from + text.replace(/(?:\s*\n[ \t]*(?:-{3,}|\*{3,}|_{3,})[ \t]*)?\s*$/, '').length;
}

function label(document: RoadmapDocument): string {
  const known = gatesOf(document).flatMap((gate) => labelBefore(document.source, gate) ?? []);
  if (known[0] !== undefined) return known[0];
  const inside = document.source.text.match(/^\s*(?:[-*+] )?\*\*[^*\n]+:\*\*/gm)?.length ?? 0;
  const outside = document.source.text.match(/^\s*(?:[-*+] )?\*\*[^*\n]+\*\*:/gm)?.length ?? 0;
  return outside > inside ? '**Validate**:' : '**Validate:**';
}

/** The bold label on the last line of text before the gate's fence. */
function labelBefore(source: SourceText, gate: Gate): string | undefined {
  if (gate.form !== 'fence') return undefined;
  const before = source.text.slice(0, gate.span.from).trimEnd();
  const line = before.slice(before.search(/[^\r\n]*$/));
  return /^\s*(\*\*[^*]{3,40}:\*\*|\*\*[^*]{3,40}\*\*:)$/.exec(line)?.[1];
}

function language(document: RoadmapDocument): string {
  return (
    gatesOf(document).find((gate) => gate.form === 'fence' && gate.language !== null)?.language ?? 'bash'
  );
}

function gatesOf(document: RoadmapDocument): readonly Gate[] {
  const owners = [...document.tasks, ...document.groups];
  return [...owners.flatMap(({ gates }) => gates), ...document.gates].filter(
    (gate) => gate.class === 'check',
  );
}

/** Blanks up to where the item's text starts, so that the fence becomes a part of the item. */
function contentIndent(source: SourceText, task: Task): string {
  const line = source.lineText(task.line - 1);
  const marker = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)/.exec(line);
  if (marker === null) return '';
  return (marker[1] ?? '') + ' '.repeat((marker[2] ?? '').length + Math.min(4, (marker[3] ?? ' ').length));
}

function lineStart(source: SourceText, line: number): number {
  return source.lineSpan(line - 1).from;
}

function lineEnding(source: SourceText): string {
  return /\r\n|\n|\r/.exec(source.text)?.[0] ?? '\n';
}

function refused(reason: string): EditResult {
  return { kind: 'refused', reason };
}
