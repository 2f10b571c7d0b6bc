import type { Group, RoadmapDocument, Task } from '../model/document.ts';

/**
 * The Markdown of a task or group itself: what stands below its heading or first line, without the units that
 * are issues of their own and without the lines that only name labels.
 * @param lines 1-based lines at which issues of their own begin.
 */
export function describeUnit(
  document: RoadmapDocument,
  unit: Task | Group,
  lines: readonly number[],
): string {
  if ('form' in unit && unit.form === 'row') return '';
  const wholeFile = 'form' in unit && unit.form === 'file';
  const first = wholeFile ? 1 : document.source.lineAt(unit.nameSpan.to) + 2;
  const left = withoutInner(document, unit, first, lines);
  const labels = new Set(unit.labelSpans.map(({ from }) => document.source.lineAt(from) + 1));
  const texts = left
    .filter((line) => !labels.has(line) || !isField(document.source.lineText(line - 1)))
    .map((line) => document.source.lineText(line - 1));
  return withoutEnds(wholeFile ? withoutFrontMatter(texts) : withoutMargin(texts));
}

/** 1-based lines of the unit's own, in order. */
function withoutInner(
  { source, tasks, groups }: RoadmapDocument,
  unit: Task | Group,
  first: number,
  lines: readonly number[],
): number[] {
  const inner = new Set(lines);
  const skipped = new Set<number>();
  for (const { line, extent } of [...tasks, ...groups]) {
    const isGroup = groups.some((group) => group.line === line);
    const isInside = unit.extent.from < extent.from && extent.to <= unit.extent.to;
    if (!isInside || !(inner.has(line) || isGroup)) continue;
    const last = source.lineAt(Math.max(extent.from, extent.to - 1)) + 1;
    for (let at = line; at <= last; at++) skipped.add(at);
  }
  const end = source.lineAt(Math.max(unit.extent.from, unit.extent.to - 1)) + 1;
  const own = [];
  for (let at = first; at <= end; at++) if (!skipped.has(at)) own.push(at);
  return own;
}

/** `**Labels:** ...`, `- Labels: ...`: not a sentence that happens to hold a label. */
function isField(line: string): boolean {
  return /^[\s>*+-]*\**[\p{L}\p{M} ]{2,24}\**\s*[:：]/u.test(line);
}

function withoutMargin(lines: readonly string[]): readonly string[] {
  const filled = lines.filter((line) => line.trim() !== '');
  const margin = Math.min(...filled.map((line) => line.length - line.trimStart().length));
  return Number.isFinite(margin) ? lines.map((line) => line.slice(Math.min(margin, indentOf(line)))) : lines;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function withoutFrontMatter(lines: readonly string[]): readonly string[] {
  if (lines[0]?.replace('\uFEFF', '').trim() !== '---') return lines;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  return end < 0 ? lines : lines.slice(end + 1);
}

/** Blank lines and rules that part it from its neighbours are no content. */
function withoutEnds(lines: readonly string[]): string {
  const isEmpty = (line: string | undefined): boolean =>
    line !== undefined && /^\s*(?:[-*_]\s*){0,}$/.test(line);
  let from = 0;
  let to = lines.length;
  while (from < to && isEmpty(lines[from])) from++;
  while (to > from && isEmpty(lines[to - 1])) to--;
  return lines.slice(from, to).join('\n');
}
