import {
  type CompletionItem,
  type CompletionList,
  MarkupKind,
  type Position,
} from 'vscode-languageserver-types';
import * as z from 'zod';
import { type MarkdownTree, parseMarkdown } from '../../core/markdown/tree.ts';
import { parseOptions } from '../../core/parse/options.ts';
import { BUILT_IN_WORDS, readWith, type Words } from '../../core/parse/vocabulary/index.ts';
import { locate, type Workspace } from '../../core/model/workspace.ts';
import type { Span } from '../../core/text/source.ts';
import { toRange } from '../convert.ts';
import { describePlace } from '../hover.ts';
import type { Snapshot, TaskResults } from '../snapshot.ts';
import type { Branches } from '../../core/ports.ts';
import { proposeBranches } from './branches.ts';
import { targetsAt } from './find.ts';
import { proposeFieldNames } from './fieldNames.ts';
import { proposeIds } from './ids.ts';
import { proposeLabels } from './labels.ts';
import { type CompletionAbilities, toCompletionList } from './list.ts';
import { proposeHeadings, proposeLines } from './lines.ts';
import { ownerAt } from './owner.ts';
import { proposePaths } from './paths.ts';
import { begins, NOTHING, type Proposals, type Scene } from './proposal.ts';
import { proposeStatuses } from './statuses.ts';
import { isLinkStyle, type Target } from './target.ts';
import { isWithin } from './trigger.ts';

export interface CompletionOptions {
  /** The document's tree, if somebody keeps one. */
  readonly tree?: MarkdownTree;
  /** The character that was typed and made the editor ask; undefined if a person asked. */
  readonly typed?: string;
  readonly can: CompletionAbilities;
  /** The editor completes paths and anchors of Markdown's own links itself. */
  readonly editorCompletesLinks: boolean;
  /** The text of a file of the workspace. */
  readonly readText: (uri: string) => Promise<string | undefined>;
  /** The branches of the repository that the document is in. */
  readonly branches: () => Promise<Branches>;
}

/**
 * Task ids, status words, field names, labels, branches, files and their lines, where a document is about to
 * name one. In running text it stays silent until a word can be nothing else.
 */
export async function provideCompletion(
  snapshot: Snapshot,
  position: Position,
  options: CompletionOptions,
): Promise<CompletionList | null> {
  const { document } = snapshot;
  if (!document.roadmap) return null;
  const { tree = parseMarkdown(document.source) } = options;
  const offset = document.source.offsetAt(position);
  const own = wordsOf(snapshot);
  const at = tree.layout.toStable(offset);
  const scene: Scene = { snapshot, tree, offset, owner: ownerAt(document, offset) };
  const real = ({ from, to }: Span): Span => ({ from: from + offset - at, to: to + offset - at });
  for (const target of readWith(own, () => targetsAt(tree, at, options.typed))) {
    const all = await propose(scene, target, own, options);
    const found = isGoingOn(target, options.typed) ? begunWith(all, target.word.typed) : all;
    if (found.proposals.length === 0) continue;
    const { insert, replace } = target.word;
    const ranges = {
      insert: toRange(document.source, real(insert)),
      replace: toRange(document.source, real(replace)),
    };
    return toCompletionList(found, ranges, options.can);
  }
  return null;
}

function isGoingOn(target: Target, typed: string | undefined): boolean {
  return typed === ' ' || (typed !== undefined && isWithin(target, typed));
}

/** What is typed is more than a beginning: the list stays only if it can be meant. */
function begunWith({ proposals, isIncomplete }: Proposals, typed: string): Proposals {
  return { proposals: proposals.filter((proposal) => begins(proposal, typed)), isIncomplete };
}

/** What a proposed id stands for, as its hover says it. */
export function resolveCompletion(
  item: CompletionItem,
  workspace: Workspace,
  results: TaskResults,
): CompletionItem {
  const about = About.safeParse(item.data).data;
  const document = about && workspace.documents.get(about.uri);
  if (!document) return item;
  const task = document.tasks.find(({ key }) => key === about.key);
  const group = document.groups.find(({ key }) => key === about.key);
  const place = task
    ? ({ kind: 'task', document, task } as const)
    : group && ({ kind: 'group', document, group } as const);
  if (!place) return item;
  const value = describePlace(workspace, place, results);
  return { ...item, documentation: { kind: MarkupKind.Markdown, value } };
}

const About = z.object({ uri: z.string(), key: z.string() });

function wordsOf({ workspace, document }: Snapshot): Words {
  const location = locate(workspace, document.uri);
  return location
    ? (parseOptions(location.folder.config, location.path).words ?? BUILT_IN_WORDS)
    : BUILT_IN_WORDS;
}

function propose(
  scene: Scene,
  target: Target,
  own: Words,
  { branches, readText, editorCompletesLinks }: CompletionOptions,
): Proposals | Promise<Proposals> {
  switch (target.kind) {
    case 'id':
      return readWith(own, () => proposeIds(scene, target));
    case 'status':
      return readWith(own, () => proposeStatuses(scene));
    case 'label':
      return readWith(own, () => proposeLabels(scene, target));
    case 'field':
      return readWith(own, () => proposeFieldNames(scene, target));
    case 'branch':
      return branches().then((known) => readWith(own, () => proposeBranches(scene, target, known)));
    case 'path':
      return editorCompletesLinks && isLinkStyle(target.style) ? NOTHING : proposePaths(scene, target);
    case 'heading':
      return editorCompletesLinks && isLinkStyle(target.style) ? NOTHING : proposeHeadings(scene, target);
    case 'lines':
      return proposeLines(scene, target, readText);
  }
}
