import { CompletionItemKind } from 'vscode-languageserver-types';
import type { RoadmapDocument, Status } from '../../core/model/document.ts';
import { findMarks } from '../../core/parse/marks.ts';
import { locate } from '../../core/model/workspace.ts';
import { TODO_WORDS, isTodo } from '../../core/model/todo.ts';
import { wordKey } from '../../core/parse/vocabulary/index.ts';

import { STATUSES, statusWord } from '../../core/model/status.ts';
import { labelsOf, languageIn } from './conventions.ts';
import { capitalized, type Proposal, type Proposals, type Scene } from './proposal.ts';

/**
 * What this document writes in its status fields, the commonest first; then the marks of its legend, the words
 * of the project, and a word of the document's language for each state that has none yet.
 */
export function proposeStatuses({ snapshot, tree, offset }: Scene): Proposals {
  const { document, workspace } = snapshot;
  // Another word would be none to the tool whose file it is.
  if (document.tasks.some(isTodo)) return { proposals: todoWords().map(toProposal), isIncomplete: false };
  const used = usedIn(document, offset);
  const isLower = used.some(({ text }) => /\p{L}/u.test(text)) && used.every(({ text }) => isSmall(text));
  const spell = (word: string): string => (isLower ? word : capitalized(word));
  const language = languageIn(labelsOf(tree, offset));
  const project = locate(workspace, document.uri)?.folder.config.words.status;
  const usual = (status: Status): string => spell(language.status[status]?.[0] ?? statusWord(status));
  const found: Written[] = [...used];
  for (const [mark, status] of document.legend)
    if (!mark.startsWith('[')) found.push({ text: `${mark} ${usual(status)}`, status });
  for (const status of STATUSES)
    for (const word of project?.[status] ?? []) found.push({ text: spell(word), status });
  for (const status of STATUSES)
    if (!found.some((known) => known.status === status)) found.push({ text: usual(status), status });
  return { proposals: distinct(found).map(toProposal), isIncomplete: false };
}

function todoWords(): Written[] {
  return STATUSES.flatMap((status) => {
    const text = TODO_WORDS[status];
    return text === undefined ? [] : [{ text, status }];
  });
}

function isSmall(text: string): boolean {
  return text === text.toLowerCase();
}

interface Written {
  readonly text: string;
  readonly status: Status;
}

/** So many tasks before and behind the cursor are asked. */
const NEAR = 1000;

/** With the mark that stands before the word, as in `✅ Done`. */
function usedIn({ source, tasks }: RoadmapDocument, offset: number): Written[] {
  const counts = new Map<string, { readonly written: Written; count: number }>();
  const at = tasks.findLastIndex(({ extent }) => extent.from <= offset);
  for (const { status, statusClaim } of tasks.slice(Math.max(0, at - NEAR), at + NEAR)) {
    if (status === null || (statusClaim?.kind !== 'field' && statusClaim?.kind !== 'front-matter')) continue;
    const { from, to } = statusClaim.span;
    const line = source.lineSpan(source.lineAt(from)).from;
    const before = source.slice({ from: Math.max(line, from - 12), to: from });
    const mark = findMarks(before).find((each) => before.slice(each.to).trim() === '');
    const lead = mark ? `${mark.sign} ` : '';
    const text = `${lead}${source.slice({ from, to }).replace(/^["']|["']$/g, '')}`;
    const known = counts.get(text);
    if (known) known.count++;
    else counts.set(text, { written: { text, status }, count: 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count).map(({ written }) => written);
}

function distinct(all: readonly Written[]): Written[] {
  const seen = new Set<string>();
  return all.filter(({ text }) => {
    const key = wordKey(text);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function toProposal({ text, status }: Written): Proposal {
  const words = text.replace(/^[^\p{L}\p{N}]+/u, '');
  return {
    label: text,
    kind: CompletionItemKind.EnumMember,
    // Nobody types the mark.
    filter: words === text || words === '' ? text : `${text} ${words}`,
    description: wordKey(words) === statusWord(status) ? undefined : statusWord(status),
  };
}
