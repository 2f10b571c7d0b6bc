import { type SymbolInformation, SymbolKind } from 'vscode-languageserver-types';
import type { Group, RoadmapDocument, Task } from '../core/model/document.ts';
import type { Workspace } from '../core/model/workspace.ts';
import { toRange } from './convert.ts';
import { name } from './words.ts';

/** More than this nobody reads; editors ask again as more is typed. */
const MOST = 500;

/**
 * Tasks and phases of all roadmaps whose name holds the characters of the query in order, as editors match
 * them. The container is the phase or task around it, else the document's title.
 */
export function provideWorkspaceSymbols(workspace: Workspace, query: string): SymbolInformation[] {
  const wanted = Array.from(query.toLowerCase().replace(/\s+/g, ''));
  const symbols: SymbolInformation[] = [];
  for (const document of workspace.documents.values()) {
    if (!document.roadmap) continue;
    for (const unit of [...document.groups, ...document.tasks]) {
      if (!holds(name(unit).toLowerCase(), wanted)) continue;
      symbols.push(toSymbol(document, unit));
      if (symbols.length === MOST) return symbols;
    }
  }
  return symbols;
}

function holds(text: string, wanted: readonly string[]): boolean {
  let at = 0;
  for (const character of wanted) {
    at = text.indexOf(character, at) + 1;
    if (at === 0) return false;
  }
  return true;
}

function toSymbol(document: RoadmapDocument, unit: Task | Group): SymbolInformation {
  const parent = [...document.groups, ...document.tasks].find(({ line }) => line === unit.parent);
  const container = parent ? name(parent) : document.title;
  return {
    name: name(unit),
    kind: 'form' in unit ? SymbolKind.Event : SymbolKind.Namespace,
    location: { uri: document.uri, range: toRange(document.source, unit.nameSpan) },
    ...(container === null ? {} : { containerName: container }),
  };
}
