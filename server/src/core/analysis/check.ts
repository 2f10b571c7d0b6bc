import { DEFAULT_CONFIG, type ProjectConfig } from '../config.ts';
import { resolveReference } from '../index/references.ts';
import { tick } from '../edit/items.ts';
import type { RoadmapDocument } from '../model/document.ts';
import { isEqual, memoryOf } from '../remember.ts';
import { locate, type Workspace } from '../model/workspace.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
import { placedReferences } from './missing.ts';
import { RULES } from './registry.ts';
import type { Draft, Rule, RuleContext } from './rule.ts';
import { effectiveSeverity } from './severity.ts';
import { createSuppression } from './suppression.ts';

/**
 * What is wrong in one document of the workspace, sorted by place. Pure: the same workspace and facts give
 * the same findings. A document that is no roadmap, or is unknown, has none.
 * @param facts as `neededFacts` asked for; what is missing there makes no finding.
 * @param rules all, unless a caller wants fewer.
 */
export function checkDocument(
  workspace: Workspace,
  uri: string,
  facts: Facts,
  rules: readonly Rule[] = RULES,
): readonly Finding[] {
  const document = workspace.documents.get(uri);
  if (document?.roadmap !== true) return [];
  const context = createContext(workspace, document, facts);
  const found = rules.map((rule) => findingsOf(rule, context));
  const { directives } = document;
  return context.memory.derive('findings', [...found, directives], () => {
    const all = found.flat();
    const isSuppressed = createSuppression(document);
    const kept = directives.length === 0 ? all : all.filter(({ code, span }) => !isSuppressed(code, span));
    return kept.sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to || compare(a.code, b.code));
  });
}

/** The same values as for the last version where nothing changed. */
function findingsOf(rule: Rule, context: RuleContext): readonly Finding[] {
  const { document, memory, place } = context;
  const config = place?.folder.config ?? DEFAULT_CONFIG;
  if (config.rules[rule.code] === 'off') return NONE;
  const graded = (drafts: Iterable<Draft>): Finding[] => toFindings(rule, drafts, config);
  if (rule.reads === 'task') {
    // How the document ticks decides what a fix writes.
    const needs = [config, document.uri, tick(document)];
    return memory.flatMap(rule.code, needs, document.tasks, (task) => graded(rule.checkTask(document, task)));
  }
  if (rule.reads !== 'reference') return memory.keep(rule.code, graded(rule.check(context)), isEqual);
  if (place === undefined) return NONE;
  const placed = { ...context, place };
  const needs = [config, document.uri, ...rule.needs(placed)];
  return memory.flatMap(rule.code, needs, placedReferences(document), ([reference, , isLinked]) =>
    graded(rule.checkReference(placed, reference, isLinked)),
  );
}

const NONE: readonly Finding[] = [];

function toFindings(rule: Rule, drafts: Iterable<Draft>, config: ProjectConfig): Finding[] {
  const findings: Finding[] = [];
  for (const draft of drafts) {
    const severity = effectiveSeverity(rule, draft.severity, config);
    if (severity === undefined) continue;
    findings.push({ related: [], fixes: [], ...draft, code: rule.code, severity });
  }
  return findings;
}

function createContext(workspace: Workspace, document: RoadmapDocument, facts: Facts): RuleContext {
  const place = locate(workspace, document.uri);
  return {
    workspace,
    document,
    place,
    facts,
    memory: memoryOf(document),
    resolve: (reference) => place && resolveReference(place.folder, document, reference),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
