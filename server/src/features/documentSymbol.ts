import {
  type DocumentSymbol,
  type SymbolInformation,
  SymbolKind,
  SymbolTag,
} from 'vscode-languageserver-types';
import type { Group, Item, RoadmapDocument, Task } from '../core/model/document.ts';
import { effectiveStatus, statusWord } from '../core/model/status.ts';
import { toRange } from './convert.ts';
import { criteriaOf, taskProgress } from './criteria.ts';
import { criterionState, name as nameOf, progressPhrase } from './words.ts';

/**
 * The outline of a roadmap by meaning: phases, their epics, their tasks, and the criteria of each, instead
 * of bare headings. A document that is no roadmap has none, so that the editor's own outline stays alone.
 */
export function provideDocumentSymbols(document: RoadmapDocument): DocumentSymbol[] {
  const top: DocumentSymbol[] = [];
  const byLine = new Map<number, DocumentSymbol>();
  const owners = [...document.groups, ...document.tasks].sort((a, b) => a.line - b.line);
  for (const owner of owners) {
    const symbol = 'form' in owner ? taskSymbol(document, owner) : groupSymbol(document, owner);
    byLine.set(owner.line, symbol);
    const parent = owner.parent === null ? undefined : byLine.get(owner.parent);
    addTo(parent?.children ?? top, symbol);
  }
  for (const criterion of document.criteria) {
    const group = criterion.group === null ? undefined : byLine.get(criterion.group);
    addTo(group?.children ?? top, criterionSymbol(document, criterion));
  }
  return top;
}

/** The same outline as a list, for editors that show no tree. */
export function provideFlatSymbols(document: RoadmapDocument): SymbolInformation[] {
  return [...flatten(provideDocumentSymbols(document), document.uri, undefined)];
}

function* flatten(
  symbols: readonly DocumentSymbol[],
  uri: string,
  containerName: string | undefined,
): Iterable<SymbolInformation> {
  for (const { name, kind, range, children } of symbols) {
    yield { name, kind, location: { uri, range }, ...(containerName === undefined ? {} : { containerName }) };
    yield* flatten(children ?? [], uri, name);
  }
}

/** Editors expect siblings in the order of the text. */
function addTo(siblings: DocumentSymbol[], symbol: DocumentSymbol): void {
  const line = symbol.range.start.line;
  let at = siblings.length;
  while (at > 0 && (siblings[at - 1]?.range.start.line ?? 0) > line) at--;
  siblings.splice(at, 0, symbol);
}

function groupSymbol(document: RoadmapDocument, group: Group): DocumentSymbol {
  return {
    name: nameOf(group),
    detail: group.status === null ? '' : statusWord(group.status),
    kind: group.kind === 'phase' ? SymbolKind.Module : SymbolKind.Namespace,
    range: toRange(document.source, group.extent),
    selectionRange: toRange(document.source, group.nameSpan),
    children: [],
  };
}

function taskSymbol(document: RoadmapDocument, task: Task): DocumentSymbol {
  const status = effectiveStatus(task);
  const details = [statusWord(status), progressPhrase(taskProgress(task))].filter((part) => part !== '');
  return {
    name: nameOf(task),
    detail: details.join(' · '),
    kind: SymbolKind.Method,
    ...(status === 'cancelled' ? { tags: [SymbolTag.Deprecated] } : {}),
    range: toRange(document.source, task.extent),
    selectionRange: toRange(document.source, task.nameSpan),
    children: criteriaOf(task).map((criterion) => criterionSymbol(document, criterion)),
  };
}

function criterionSymbol(document: RoadmapDocument, criterion: Item): DocumentSymbol {
  const range = toRange(document.source, criterion.span);
  return {
    name: criterion.text.trim() || '(empty)',
    detail: criterionState(criterion.checked),
    kind: SymbolKind.Boolean,
    range,
    selectionRange: range,
    children: [],
  };
}
