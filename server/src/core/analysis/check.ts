import { configAt, type ProjectConfig } from '../config.ts';
import { resolveReference } from '../index/references.ts';
import { tick } from '../edit/items.ts';
import { statusWords } from '../edit/status.ts';
import type { RoadmapDocument, Task } from '../model/document.ts';
import { isEqual, memoryOf } from '../remember.ts';
import { configOf, globbedPath, locate, type Workspace } from '../model/workspace.ts';
import type { SourceText, Span } from '../text/source.ts';
import { keepsCriteria } from './criteria.ts';
import type { Facts } from './facts.ts';
import type { Finding, RelatedPlace } from './finding.ts';
import { placedReferences } from './missing.ts';
import { pastedMarkdown } from './pasted.ts';
import { RULES } from './registry.ts';
import type { Draft, Rule, RuleContext } from './rule.ts';
import { effectiveSeverity } from './severity.ts';
import { Suppression } from './suppression.ts';

/**
 * What is wrong in one document of the workspace, sorted by place. Pure: the same workspace and facts give
 * the same findings. A document that is no roadmap, is unknown, or came with somebody else's code, has none.
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
  if (context.place && THIRD_PARTY.test(context.place.path)) return NONE;
  const found = rules.map((rule) => findingsOf(rule, context));
  const { directives } = document;
  const config = severitiesOf(context);
  const pasted = context.memory.keep(
    'pasted',
    found.some(({ length }) => length > 0) ? pastedMarkdown(document.source, context.memory) : NONE,
    isEqual,
  );
  // What else stands in the line of a comment decides what goes with it.
  const commentLines = context.memory.keep(
    'lines of comments',
    directives.map(({ span }) => linesOf(document.source, span)),
    Object.is,
  );
  // What is not known yet would make a comment look idle.
  const isComplete = workspace.complete && facts.history.complete;
  const isTold = isToldByHost(document, config);
  const needs = [...found, pasted, directives, commentLines, config, isComplete, isTold];
  return context.memory.derive('findings', needs, () => {
    const isPasted = ({ span }: Finding): boolean =>
      pasted.some(({ from, to }) => from <= span.from && span.from < to);
    const all = pasted.length === 0 ? found.flat() : found.flat().filter((finding) => !isPasted(finding));
    const asked = isComplete ? rules : NONE;
    const kept = directives.length === 0 ? all : withoutSilenced(all, context, asked, isTold);
    return kept.sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to || compare(a.code, b.code));
  });
}

/** The text of the lines that a span touches, with the end of the last. */
function linesOf(source: SourceText, { from, to }: Span): string {
  const start = source.lineSpan(source.lineAt(from)).from;
  return source.slice({ from: start, to: source.lineStart(source.lineAt(to) + 1) });
}

/** Folders of code that others wrote, also where it is committed. */
const THIRD_PARTY = /(?:^|\/)(?:node_modules|bower_components|site-packages|third[-_]party)\/|^vendor\//;

/**
 * What comments leave of the findings, and what there is to say about these comments.
 * @param asked the rules whose findings are all known, and that may judge comments.
 * @param isTold a comment for all rules may be about what only the host knows.
 */
function withoutSilenced(
  findings: readonly Finding[],
  context: RuleContext,
  asked: readonly Rule[],
  isTold: boolean,
): Finding[] {
  const suppression = new Suppression(context.document);
  const kept = findings.filter((finding) => !suppression.silences(finding));
  const config = severitiesOf(context);
  const judges = asked.filter(({ reads }) => reads !== 'suppression' && reads !== 'host');
  const judged = judges.filter(({ code }) => config.rules[code] !== 'off');
  const isAll = judged.length === judges.length && !isTold;
  const told = asked.flatMap((rule): readonly Finding[] => {
    if (rule.reads !== 'suppression') return NONE;
    const idle = suppression.idle(new Set(judged.map(({ code }) => code)), isAll);
    const own = toFindings(rule, rule.checkSuppression(context, idle), config);
    return own.filter((finding) => !suppression.silences(finding));
  });
  return [...kept, ...told];
}

/** Whether a gate failed and what became of a branch, only the host knows. */
function isToldByHost({ gates, groups, tasks }: RoadmapDocument, config: ProjectConfig): boolean {
  const isTold = ({ branch, gates: own }: Task): boolean => branch !== null || own.length > 0;
  const isGated = groups.some((group) => group.gates.length > 0);
  return gates.length > 0 || config.gates.length > 0 || isGated || tasks.some(isTold);
}

/** The same values as for the last version where nothing changed. */
function findingsOf(rule: Rule, context: RuleContext): readonly Finding[] {
  const { document, memory, place } = context;
  const config = severitiesOf(context);
  if (rule.reads === 'suppression') return NONE;
  if (config.rules[rule.code] === 'off') return NONE;
  const graded = (drafts: Iterable<Draft>): Finding[] => toFindings(rule, drafts, config);
  if (rule.reads === 'task') {
    // How the document ticks and what it calls its states decide what a fix writes, and whether it ticks how much that says.
    const known = [context.facts.gates, context.facts.claims, place?.path];
    const written = [tick(document), statusWords(document), keepsCriteria(document, memory)];
    const needs = [config, document.uri, ...written, ...known];
    const ofTasks = memory.flatMap(rule.code, needs, document.tasks, (task) =>
      graded(rule.checkTask(document, task, context)),
    );
    if (rule.checkCriterion === undefined) return ofTasks;
    const around = [...needs, document.groups, document.gates];
    const ofOthers = memory.flatMap(`${rule.code} of phases`, around, document.criteria, (item) =>
      graded(rule.checkCriterion?.(document, item, context) ?? NONE),
    );
    return memory.derive(`all of ${rule.code}`, [ofTasks, ofOthers], () => [...ofTasks, ...ofOthers]);
  }
  if (rule.reads !== 'reference') {
    const drafts = memory.keep(`drafts of ${rule.code}`, [...rule.check(context)], isEqual);
    return memory.flatMap(rule.code, [config], drafts, (draft) => graded([draft]));
  }
  if (place === undefined) return NONE;
  const placed = { ...context, place };
  const needs = [config, document.uri, ...rule.needs(placed)];
  return memory.flatMap(rule.code, needs, placedReferences(document), ([reference, , isLinked]) =>
    graded(rule.checkReference(placed, reference, isLinked)),
  );
}

const NONE: readonly never[] = [];

function severitiesOf({ workspace, document: { uri } }: RuleContext): ProjectConfig {
  return configAt(configOf(workspace, uri), globbedPath(workspace, uri));
}

function toFindings(rule: Rule, drafts: Iterable<Draft>, config: ProjectConfig): Finding[] {
  const findings: Finding[] = [];
  for (const draft of drafts) {
    const severity = effectiveSeverity(rule, draft.severity, config);
    if (severity === undefined) continue;
    const { message, span, related = [], fixes = [] } = draft;
    // All have their properties in the same order, which makes looking at thousands of them quick.
    findings.push({ code: rule.code, severity, message, span, related: firstOf(related), fixes });
  }
  return findings;
}

/** Nobody goes through more places than this, and all of them are sent again whenever a finding moves. */
const MOST_RELATED = 20;

/** The last place that is kept says how many there are besides. */
function firstOf(places: readonly RelatedPlace[]): readonly RelatedPlace[] {
  const more = places.length - MOST_RELATED;
  if (more <= 0) return places;
  return places
    .slice(0, MOST_RELATED)
    .map((place, index) =>
      index < MOST_RELATED - 1 ? place : { ...place, message: `${place.message} (and ${more} more)` },
    );
}

function createContext(workspace: Workspace, document: RoadmapDocument, facts: Facts): RuleContext {
  const place = locate(workspace, document.uri);
  return {
    workspace,
    document,
    place,
    facts,
    codes: CODES,
    memory: memoryOf(document),
    resolve: (reference) => place && resolveReference(place.folder, document, reference),
  };
}

const CODES: ReadonlySet<string> = new Set(RULES.map(({ code }) => code));

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
