import { DEFAULT_CONFIG } from '../config.ts';
import { resolveReference } from '../index/references.ts';
import { tick } from '../edit/items.ts';
import type { RoadmapDocument, Task } from '../model/document.ts';
import { Remembered } from '../remember.ts';
import { locate, type Workspace } from '../model/workspace.ts';
import type { Facts } from './facts.ts';
import type { Finding } from './finding.ts';
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
  const isSuppressed = createSuppression(document);
  return rules
    .flatMap((rule) => findingsOf(rule, context))
    .filter(({ code, span }) => !isSuppressed(code, span))
    .sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to || compare(a.code, b.code));
}

function findingsOf(rule: Rule, context: RuleContext): readonly Finding[] {
  const config = context.place?.folder.config ?? DEFAULT_CONFIG;
  if (config.rules[rule.code] === 'off') return [];
  const findings: Finding[] = [];
  for (const draft of draftsOf(rule, context)) {
    const severity = effectiveSeverity(rule, draft.severity, config);
    if (severity === undefined) continue;
    findings.push({ related: [], fixes: [], ...draft, code: rule.code, severity });
  }
  return findings;
}

const known = new WeakMap<Rule, Remembered<Task, readonly Draft[]>>();

function draftsOf(rule: Rule, context: RuleContext): Iterable<Draft> {
  if (rule.reads !== 'task') return rule.check(context);
  const { document } = context;
  let drafts = known.get(rule);
  if (!drafts) known.set(rule, (drafts = new Remembered()));
  const remembered = drafts;
  // How the document ticks decides what a fix writes.
  const needs = [document.uri, tick(document)];
  return document.tasks.flatMap((task) =>
    remembered.read(task, needs, () => [...rule.checkTask(document, task)]),
  );
}

function createContext(workspace: Workspace, document: RoadmapDocument, facts: Facts): RuleContext {
  const place = locate(workspace, document.uri);
  return {
    workspace,
    document,
    place,
    facts,
    resolve: (reference) => place && resolveReference(place.folder, document, reference),
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
