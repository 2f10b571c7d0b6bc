import { CompletionItemKind } from 'vscode-languageserver-types';
import { touches } from '../convert.ts';
import { labelsOf } from './conventions.ts';
import { firstOf, type Proposals, type Scene } from './proposal.ts';
import type { Target } from './target.ts';

const MOST = 200;

/** Labels that the document declares, then those that it uses, the commonest first; what the task has is left out. */
export function proposeLabels(scene: Scene, { word, quoted }: Target & { kind: 'label' }): Proposals {
  const { offset, snapshot } = scene;
  const { document } = snapshot;
  const used = new Map<string, number>(document.labels.map((label) => [label, 0]));
  for (const { labels, labelSpans } of [...document.tasks, ...document.groups])
    for (const [index, label] of labels.entries()) {
      const span = labelSpans[index];
      // What is being typed is not used yet.
      if (!span || !touches(span, offset)) used.set(label, (used.get(label) ?? 0) + 1);
    }
  const own = new Set(scene.owner?.labels ?? []);
  own.delete(`${word.typed}${afterCursor(scene, word.replace.to - word.insert.to)}`);
  const mark = quoted || !inCodeMarks(scene) ? '' : '`';
  const proposals = [...used]
    .filter(([label]) => !own.has(label))
    .sort(([, a], [, b]) => b - a)
    .map(([label, count]) => ({
      label,
      kind: CompletionItemKind.EnumMember,
      text: `${mark}${label}${mark}`,
      description: count === 0 ? undefined : `${count} ×`,
    }));
  return firstOf(proposals, word.typed, MOST);
}

function afterCursor({ snapshot: { document }, offset }: Scene, length: number): string {
  return document.source.slice({ from: offset, to: offset + length });
}

/** Whether the document writes labels in code marks. */
function inCodeMarks({ tree, offset }: Scene): boolean {
  const values = labelsOf(tree, offset).filter(({ name, value }) => name === 'labels' && value !== '');
  return values.filter(({ value }) => value.startsWith('`')).length * 2 > values.length;
}
