import { CompletionItemKind } from 'vscode-languageserver-types';
import { chooseBranch } from '../../core/branch.ts';
import type { Branches } from '../../core/ports.ts';
import { configOf } from '../../core/model/workspace.ts';
import { labelsOf } from './conventions.ts';
import { isTask } from './owner.ts';
import { firstOf, type Proposal, type Proposals, type Scene } from './proposal.ts';
import type { Target } from './target.ts';

const MOST = 200;

/** The branch that the project's template gives the task, then those of the repository, the newest first. */
export function proposeBranches(
  scene: Scene,
  { word, quoted }: Target & { kind: 'branch' },
  { local, remote }: Branches,
): Proposals {
  const mark = quoted || !inCodeMarks(scene) ? '' : '`';
  const described = [
    ...fromTemplate(scene).map((name) => [name, 'from the template'] as const),
    ...local.map((name) => [name, ''] as const),
    ...remote.map((name) => [name, 'remote'] as const),
  ];
  const proposals = new Map<string, Proposal>();
  for (const [name, description] of described) {
    if (proposals.has(name)) continue;
    const about = description === '' ? {} : { description };
    const kind = CompletionItemKind.Reference;
    proposals.set(name, { label: name, kind, text: `${mark}${name}${mark}`, ...about });
  }
  return firstOf([...proposals.values()], word.typed, MOST);
}

function fromTemplate({ owner, snapshot: { workspace, document } }: Scene): string[] {
  if (!isTask(owner)) return [];
  const config = configOf(workspace, document.uri);
  const { id, title } = owner;
  const choice = chooseBranch({ id, title, branch: null }, config.branch.template);
  return choice.kind === 'branch' ? [choice.name] : [];
}

/** Whether the document writes branches in code marks; where it writes none, code it is. */
function inCodeMarks({ tree, offset }: Scene): boolean {
  const at = tree.layout.toStable(offset);
  const values = labelsOf(tree, offset).filter(
    ({ name, value, at: label }) => name === 'branch' && value !== '' && label !== at,
  );
  return values.filter(({ value }) => value.startsWith('`')).length * 2 >= values.length;
}
