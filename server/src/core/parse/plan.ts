import { readCriteria } from './criteria.ts';
import { areSame } from '../remember.ts';
import type { HeadingRefusal, SectionDecision } from './decisions.ts';
import {
  EMPTY_PLAN,
  type GroupDraft,
  type ParseContext,
  type Plan,
  adopt,
  joinPlans,
  planOf,
} from './drafts.ts';
import {
  DATED,
  DECISION,
  hasBoxes,
  hasOwnEvidence,
  isChapter,
  isNestedTask,
  isReport,
  holdsNamedTasks,
  sharesForm,
  sharesKind,
  withKind,
  numbersItsWork,
  whyNotByContent,
  whyNotByItself,
  whyNotNested,
  whyNotWithoutWork,
} from './evidence.ts';
import { type Place, readContainerBlocks } from './groups.ts';
import { readHeadline } from './headline.ts';
import { readGroupFields } from './items.ts';
import { withoutDecoration } from './marks.ts';
import type { Section } from './sections.ts';
import { isSureId, readHeadingTask } from './tasks/heading.ts';
import { type FieldName, wordKey, words } from './vocabulary/index.ts';
import { anyCase } from '../text/patterns.ts';

/** The work of a whole document. `title` is the section of the document's single H1, if it has one. */
export function readPlan(context: ParseContext, root: Section): Plan {
  const title = findTitle(root);
  const place: Place = {
    saysDone: false,
    secondary: false,
    inPhase: false,
    plansWork: false,
    opensContainer: false,
    phase: null,
  };
  const plans = [readContainerBlocks(context, root, place)];
  for (const child of root.children)
    plans.push(
      child === title
        ? readTitleSection(context, child, place)
        : readSectionPlan(context, child, place, root.children),
    );
  const plan = joinPlans(plans);
  adopt(plan, null);
  return plan;
}

/** The document's single H1, or the first of several if no work stands directly below it. */
export function findTitle(root: Section): Section | null {
  const top = root.children.filter((section) => section.heading?.level === 1);
  const [first] = top;
  return first && top.length === 1 ? first : null;
}

/** The title is no group; a task it is only if it has an id and nothing below it is work. */
function readTitleSection(context: ParseContext, section: Section, place: Place): Plan {
  // What stands in it gets another parent now: as one of several sections it has to be read again.
  known.delete(section);
  const id = section.headline?.id;
  const [first] = section.children;
  const subtitle = first && isSubtitle(section, first) ? first : null;
  if (subtitle) context.decisions?.sections.set(subtitle, { kind: 'text', refusals: ['title'] });
  const plan = joinPlans([
    readContainerBlocks(context, section, place),
    ...section.children.map((child) =>
      child === subtitle ? EMPTY_PLAN : readSectionPlan(context, child, place, section.children),
    ),
  ]);
  const mayBeTask =
    id &&
    isSureId(id) &&
    !DECISION.test(id.id) &&
    plan.tasks.length === 0 &&
    hasOwnEvidence(context, section);
  const task = mayBeTask ? readHeadingTask(context, section, () => false) : null;
  context.decisions?.sections.set(section, task ? TASK : { kind: 'text', refusals: ['title'] });
  return task ? planOf([task]) : plan;
}

/**
 * The second line of the title, over what there is to say of the document: it stands alone with one paragraph,
 * and the headings beside it open work of another form.
 */
function isSubtitle(title: Section, { headline, field, blocks, children }: Section): boolean {
  const isAlone = title.blocks.every(({ kind }) => kind === 'html') && children.length === 0;
  if (!isAlone || !headline || headline.id || headline.group || field !== null) return false;
  const isShort =
    blocks.length > 0 && blocks.every(({ kind }, at) => kind === (at === 0 ? 'paragraph' : 'rule'));
  return (
    isShort && title.children.some((child) => child.headline?.group != null || child.children.length > 0)
  );
}

/** What there is to say of a phase as a whole, in the languages of the vocabulary: `1.1 Objectives`, `1.5 Rollback plan`. */
const ABOUT_PHASE = anyCase`^\P{L}*(?:objectives?|aims?|(?:testing|test|rollback|migration|deployment) (?:strategy|plan)|rollback|(?:technical |proposed )?(?:approach|solution|design)|requirements|motivation|ziele?|anforderungen|ansatz|teststrategie|objetivos?|requisitos|enfoque|estrategia de pruebas|objectifs?|exigences|approche|stratégie de tests?|abordagem|estratégia de testes|obiettiv[io]|requisiti|approccio|цел[иь]|требования|подход|cele?|wymagania|podejście|tujuan|persyaratan|doelen|vereisten|aanpak|hedefler|gereksinimler|yaklaşım|目标|目的|需求|测试策略|回滚(?:计划|方案)?|目標|要件|テスト戦略|ロールバック計画|테스트 전략|목표|요구사항|롤백 계획)\P{L}*$`;

/** `### 3. Lay the tiles`, by what its heading says alone. */
function isNumbered({ headline, field, level }: Section): boolean {
  const id = headline?.id;
  if (id?.kind !== 'number' || field !== null || level === 1) return false;
  return (id.separated || id.id.includes('.')) && !isReport(headline?.title ?? '');
}

/** `## Tasks`, `## Action items`: what is numbered below it is one of them. */
function headsTasks({ headline, field }: Section): boolean {
  if (field !== 'steps' || !headline) return false;
  const key = wordKey(headline.title);
  // `Задачи` and `Zadania` are more than one `задача` and `zadanie`.
  return [...words().tasks].some((word) => key.startsWith(word.replace(/(?<=\p{L}{4})[aeoаея]$/u, '')));
}

/** What a section holds: criteria of a group, a task with its items, or a group with its tasks. */
function readSectionPlan(
  context: ParseContext,
  section: Section,
  above: Place,
  siblings: readonly Section[],
  isListed = false,
): Plan {
  const among = {
    isListed,
    isChapter: isChapter(section, siblings),
    isOfForm: sharesForm(context, section, siblings),
    isOfKind: sharesKind(context, section, siblings),
    isOfPhase: isOfPhase(section, above),
  };
  const needs = [
    context.legend,
    context.prefixes,
    context.rankedHeaders,
    above.saysDone,
    above.secondary,
    above.inPhase,
    above.plansWork,
    isListed,
    among.isChapter,
    among.isOfForm,
    among.isOfKind,
    among.isOfPhase,
  ];
  const { era } = context.tree;
  const before = known.get(section);
  if (before && areSame(before.needs, needs) && (before.era === era || isAlone(before.plan)))
    return before.plan;
  const plan = readPlanOf(context, section, above, among);
  known.set(section, { needs, era, plan });
  return plan;
}

/** What the sections around one say about it. */
interface Among {
  readonly isListed: boolean;
  readonly isChapter: boolean;
  /** Headings beside it are over blocks that begin with the same label. */
  readonly isOfForm: boolean;
  /** A word of any kind and a number open them. */
  readonly isOfKind: boolean;
  /** `1.2` directly below Phase 1. */
  readonly isOfPhase: boolean;
}

/** `#### 1.2 Lay the stones` directly below `### Phase 1`: its number says that it is a part of the phase. */
function isOfPhase({ headline, field }: Section, { phase }: Place): boolean {
  if (phase === null || field !== null || headline?.id?.kind !== 'number') return false;
  if (isReport(headline.title) || ABOUT_PHASE.test(headline.title)) return false;
  const { id } = headline.id;
  return id.startsWith(`${phase}.`) && /^\d+$/.test(id.slice(phase.length + 1));
}

interface KnownPlan {
  readonly needs: readonly unknown[];
  readonly era: object;
  readonly plan: Plan;
}

const known = new WeakMap<Section, KnownPlan>();

/**
 * Only its own reading makes a task with nothing below it. Other work may meanwhile have been taken in by what stood
 * around it in another era: then it knows another parent.
 */
function isAlone({ tasks, groups, criteria }: Plan): boolean {
  return tasks.every(({ form }) => form === 'heading') && tasks.length + groups.length + criteria.length <= 1;
}

const TASK: SectionDecision = { kind: 'task', refusals: [] };

function readPlanOf(context: ParseContext, section: Section, above: Place, among: Among): Plan {
  const countsOn = section.field !== null && (numbersItsWork(context, section) || holdsNamedTasks(section));
  const place = countsOn ? above : placeBelow(section, above);
  const decide = (kind: SectionDecision['kind'], ...refusals: HeadingRefusal[]) =>
    context.decisions?.sections.set(section, { kind, refusals });
  if (place === null) {
    decide('skipped', 'names-field');
    return EMPTY_PLAN;
  }
  if (section.field === 'criteria' && !countsOn) {
    decide('criteria', 'names-field');
    return readCriteriaPlan(context, section);
  }
  const byItself = whyNotByItself(context, section);
  if (byItself === null) return readTaskPlan(context, section, above);
  const namesTasks = headsTasks(section);
  const children = joinPlans(
    section.children.map((child) => readSectionPlan(context, child, place, section.children, namesTasks)),
  );
  const hasHeadingTasks = children.tasks.some((task) => task.form === 'heading');
  const byContent = hasHeadingTasks ? 'holds-tasks' : whyNotByContent(context, section, among.isChapter);
  if (byContent === null) return readTaskPlan(context, section, above);
  const plan = joinPlans([readContainerBlocks(context, section, place), children]);
  if (plan.tasks.length === 0) {
    const isPart = among.isOfPhase || (among.isListed && isNumbered(section));
    const withoutWork = isPart ? null : whyNotWithoutWork(context, section, among.isOfForm);
    if (withoutWork === null)
      return readTaskPlan(
        context,
        section,
        above,
        above.secondary || place.secondary,
        among.isOfKind ? withKind(section) : section.headline,
      );
    decide('text', byItself, byContent, withoutWork);
    return plan;
  }
  decide('group', byItself, byContent);
  return asGroup(context, section, plan);
}

function asGroup(context: ParseContext, section: Section, plan: Plan): Plan {
  if (!section.headline) return plan;
  const group: GroupDraft = {
    type: 'group',
    section,
    headline: section.headline,
    line: context.tree.source.lineAt(section.span.from) + 1,
    fields: readGroupFields(context, section),
    parent: null,
  };
  adopt(plan, group);
  return { ...plan, groups: [group, ...plan.groups], roots: [group] };
}

const SKIPPED: ReadonlySet<FieldName | null> = new Set<FieldName | null>(['legend', 'process', 'template']);

const PLANNING: ReadonlySet<FieldName | null> = new Set<FieldName | null>(['order', 'steps', 'deliverables']);

/** Null: nothing below this heading is work, as below Legend. */
function placeBelow(section: Section, above: Place): Place | null {
  const title = section.headline?.text.text ?? '';
  if (SKIPPED.has(section.field)) return null;
  if (section.headline?.id == null && TEST_SCRIPT.test(title)) return null;
  const isContainer =
    section.headline?.group != null &&
    section.headline.group.kind !== 'priority' &&
    !/^[^\p{L}\p{N}]*(?:week|day|woche|semana|semaine|周|週)/iu.test(section.headline.text.text);
  const isOrder = section.field === 'order' || (above.secondary && !isContainer);
  // What is to be delivered is work; other checklists are gone through each time.
  const isChecklist =
    /(?:\b|\p{L}{3})checkliste?\b/iu.test(title) &&
    !/\bdeliverables?\b/iu.test(title) &&
    !SCOPED_CHECKLIST.test(title) &&
    !(above.inPhase && BARE_CHECKLIST.test(title)) &&
    section.headline?.group == null;
  return {
    saysDone: above.saysDone || headingSaysDone(section),
    inPhase: above.inPhase || (isContainer && section.headline?.group?.number != null),
    plansWork: above.plansWork || section.headline?.group != null || PLANNING.has(section.field),
    opensContainer: section.headline?.group != null && section.field === null,
    phase: isContainer ? (section.headline?.group?.number ?? null) : null,
    // A log tells what was done: work only where no plan tells it.
    secondary:
      isOrder ||
      isChecklist ||
      (section.field === 'tests' && !hasBoxes(section)) ||
      (DATED.test(title) && !hasBoxes(section, true)) ||
      RECORD.test(title) ||
      listsConditions(section, title),
  };
}

/** `### External dependencies` over ✅ and ⏳ says what the work waits for; boxes there may be to install something. */
function listsConditions(section: Section, title: string): boolean {
  return (section.field === 'dependsOn' || CONDITIONS.test(title)) && !hasBoxes(section);
}

const CONDITIONS = anyCase`(?<!\p{L})(?:dependencies|prerequisites|abhängigkeiten|voraussetzungen|dependencias|requisitos previos|dépendances|prérequis|dependências|pré-requisitos|dipendenze|prerequisiti|зависимости|zależności|依赖|依存関係|의존성)[^\p{L}\p{N}]*$`;

/** `## MVP checklist`: what a version consists of is gone through once. */
const SCOPED_CHECKLIST = anyCase`^[^\p{L}]*(?:mvp|poc|prototype|feature|implementation|development|tasks?|action items?)\s+(?:checklist|checkliste)(?!\p{L})`;

/** `### Checklist` of a phase is what the phase consists of. */
const BARE_CHECKLIST = /^[^\p{L}\p{N}]*(?:(?:to-?do|work|phase|sprint)\s+)?checklist[^\p{L}\p{N}]*$/iu;

/** `## Manual smoke test script`: what somebody clicks through each time. */
const TEST_SCRIPT = /\b(?:test(?:ing)?|smoke|qa) script[^\p{L}\p{N}]*$/iu;

/** What was found or done while the work went on: `## QA Results`, `## Dev Agent Record`, `### File List`. */
const RECORD = anyCase`^[^\p{L}\p{N}]*(?:(?:qa|review|audit|test) (?:results|record|report)|dev(?:eloper|elopment)? (?:agent )?(?:record|notes|log)|(?:session|work) log|completion notes|file list)(?!\p{L})`;

/** `## ✅ Strengths` praises, `## ✅ Sign-in` says that work is done. */
function headingSaysDone({ headline }: Section): boolean {
  if (!headline || (headline.status?.kind === 'mark' && isReport(headline.title))) return false;
  return headline.status?.status === 'done' || saysCompleted(headline.text.text);
}

function saysCompleted(title: string): boolean {
  const found = readHeadline({ text: title, marked: [], runs: [{ at: 0, source: 0 }] }, new Map()).status;
  return found?.status === 'done' || COMPLETED.test(title) || isDoneWord(title);
}

/** The heading is nothing but a word for it in any language: `Zrealizowane`, `Corrigés (3)`. */
function isDoneWord(title: string): boolean {
  const key = wordKey(withoutDecoration(title).replace(/(?<!\s)\s*[([（:：].*$/u, ''));
  const { status, topics } = words();
  return status.get(key) === 'done' && !topics.has(key);
}

const COMPLETED = anyCase`^[^\p{L}\p{N}]*(?:completed|done|finished|completado|completados|terminé|terminés|erledigt|abgeschlossen|готово|завершено|已完成|完了|완료|concluído|concluídos|selesai)(?!\p{L})`;

function readCriteriaPlan(context: ParseContext, section: Section): Plan {
  return planOf([], readCriteria(context, section));
}

function readTaskPlan(
  context: ParseContext,
  section: Section,
  place: Place,
  secondary = false,
  headline = section.headline,
): Plan {
  const isOwn = (child: Section) => isNestedTask(context, child);
  const read = readHeadingTask(context, section, isOwn, headline);
  if (!read) return EMPTY_PLAN;
  context.decisions?.sections.set(section, TASK);
  const task = { ...read, secondary };
  const nested = nestedPlans(context, section, isOwn, place);
  adopt(nested, task);
  return { ...joinPlans([planOf([task]), nested]), roots: [task] };
}

/** Sub-sections that are tasks of their own, at any depth below sub-headings that are none. */
function nestedPlans(
  context: ParseContext,
  section: Section,
  isOwn: (child: Section) => boolean,
  place: Place,
): Plan {
  return joinPlans(
    section.children.map((child) => {
      if (isOwn(child)) return readTaskPlan(context, child, place);
      const refusal = context.decisions ? whyNotNested(context, child) : null;
      if (refusal) context.decisions?.sections.set(child, { kind: 'in-task', refusals: [refusal] });
      return nestedPlans(context, child, isOwn, place);
    }),
  );
}
