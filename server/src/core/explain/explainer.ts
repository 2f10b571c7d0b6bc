import type { RoadmapDocument } from '../model/document.ts';
import { Decisions } from '../parse/decisions.ts';
import { type ParseOptions, readWithReasons } from '../parse/document.ts';
import type { TaskDraft } from '../parse/drafts.ts';
import { whyLeftOut } from '../parse/repeats.ts';
import { innermost } from '../parse/units.ts';
import { BUILT_IN_WORDS, readWith } from '../parse/vocabulary/index.ts';
import type { SourceText } from '../text/source.ts';
import { nextId } from './advice.ts';
import { describeBlock, headingsAbove } from './blocks.ts';
import type { Explanation, Finding } from './explanation.ts';
import { explainField } from './fields.ts';
import { alsoHere, explainGate, explainItem, explainStatement } from './items.ts';
import type { Inquiry } from './inquiry.ts';
import { type Place, findPlace } from './place.ts';
import { explainText } from './refused.ts';
import { explainRoadmap } from './roadmap.ts';
import { code, quoted } from './text.ts';
import { explainGroup, explainTask, nameOf } from './units.ts';

/**
 * Says of each line of a document how it was read, and why it is no task if it is none. The document is read
 * once more for it, with the parser writing down its reasons: keep the value to ask about several lines.
 */
export class Explainer {
  readonly #options: ParseOptions;
  readonly #inquiry: Inquiry;

  constructor(uri: string, source: SourceText, options: ParseOptions = {}) {
    this.#options = options;
    const decisions = new Decisions();
    const reading = readWithReasons(uri, source, options, decisions);
    this.#inquiry = this.#read(() => ({
      reading,
      decisions,
      roadmap: explainRoadmap(reading, options),
      nextId: nextId(reading.document),
    }));
  }

  /** What the explanations are about. */
  get document(): RoadmapDocument {
    return this.#inquiry.reading.document;
  }

  /** @param line 1-based; one that the document does not have is taken for its nearest. */
  line(line: number): Explanation {
    const { reading } = this.#inquiry;
    const number = Math.min(Math.max(1, Math.floor(line)), reading.document.source.lineCount);
    const place = findPlace(reading.context.tree, reading.root, number);
    return this.#read(() => explain(this.#inquiry, place));
  }

  #read<T>(read: () => T): T {
    return readWith(this.#options.words ?? BUILT_IN_WORDS, read);
  }
}

function explain(inquiry: Inquiry, place: Place): Explanation {
  const { reading, roadmap } = inquiry;
  const { document } = reading;
  const found = findingOf(inquiry, place);
  const around = found.task === null || found.kind === 'task' ? null : taskAt(document, found.task);
  const block = describeBlock(reading.context.tree, place);
  const above = headingsAbove(document, place);
  return {
    line: place.line,
    kind: found.kind,
    task: found.task,
    answer: found.answer,
    facts: [
      ...found.facts,
      ...alsoHere(inquiry, place, found.kind),
      ...(around ? [{ name: 'Belongs to', text: `the task ${nameOf(around)} (line ${around.line})` }] : []),
      { name: 'Markdown', text: block },
      ...(above === '' ? [] : [{ name: 'Below', text: above }]),
      // Of a document that is none, this is the reason already.
      ...(document.roadmap ? [roadmap.fact] : []),
    ],
    advice: found.advice,
  };
}

function taskAt(document: RoadmapDocument, line: number): RoadmapDocument['tasks'][number] | null {
  return document.tasks.find((task) => task.line === line) ?? null;
}

/** The first thing that the line is; what it is not, in the order of the parser. */
function findingOf(inquiry: Inquiry, place: Place): Finding {
  const { reading } = inquiry;
  const { document } = reading;
  const { line } = place;
  const task = taskAt(document, line);
  if (task) return explainTask(reading, task);
  const group = document.groups.find((each) => each.line === line);
  if (group) return explainGroup(reading, group);
  const owner = innermost(document.tasks, place.span.from)?.line ?? null;
  const other = explainItem(inquiry, place) ?? explainGate(inquiry, place) ?? explainField(inquiry, place);
  if (other) return other;
  const statement = explainStatement(inquiry, place);
  const refused = notCounted(inquiry, place) ?? explainText(inquiry, place);
  if (!statement) return { kind: 'text', task: owner, answer: `Line ${line} is no task`, ...refused };
  return { ...statement, facts: [...statement.facts, ...refused.facts], advice: refused.advice };
}

/** The document is none, or what was found here repeats other work. */
function notCounted(inquiry: Inquiry, place: Place): Pick<Finding, 'facts' | 'advice'> | null {
  const { document, found } = inquiry.reading;
  const draft = found.tasks.find(({ line }) => line === place.line);
  if (!document.roadmap) return inNoRoadmap(inquiry, place, draft);
  if (innermost(document.tasks, place.span.from)) return null;
  const holder = draft ?? innermost(found.tasks, place.span.from);
  const leftOut = holder && whyLeftOut(found, holder);
  if (!leftOut) return null;
  const it = draft ? 'It' : `It belongs to line ${holder.line}, which`;
  if (leftOut.kind === 'secondary')
    return {
      facts: [{ name: 'Why', text: `${it} ${SECONDARY}` }],
      advice: ['Move it to where the other tasks stand, or rename the heading or label above it.'],
    };
  const { of } = leftOut;
  const what = of
    ? `the task ${of.id === null ? quoted(of.title) : code(of.id)} (line ${of.line})`
    : 'a group';
  return {
    facts: [{ name: 'Why', text: `${it} repeats ${what}: what it says is a claim about that.` }],
    advice: ['Give it an id or a title of its own if it is other work.'],
  };
}

const SECONDARY =
  'speaks of work that has its own place, as what stands above says (next steps, an order, a checklist, a date, deliverables): only a document without other work would count it as a task.';

function inNoRoadmap(
  inquiry: Inquiry,
  place: Place,
  draft: TaskDraft | undefined,
): Pick<Finding, 'facts' | 'advice'> {
  const { roadmap, reading } = inquiry;
  const owner = reading.found.tasks.find(({ body }) => body.items.some(({ line }) => line === place.line));
  const role = owner?.body.items.find(({ line }) => line === place.line)?.role;
  const isWork = draft !== undefined || role !== undefined;
  const would = draft ? 'be a task' : role ? `be a ${role} of line ${owner?.line}` : 'be no task either';
  const rest = isWork ? { facts: [], advice: [] } : explainText(inquiry, place);
  return {
    facts: [
      { name: 'Why', text: `Roadgate does not take this document for a roadmap: ${roadmap.reason}.` },
      { name: 'As a roadmap', text: `The line would ${would}.` },
      ...rest.facts.map(({ text }) => ({ name: 'Then why', text })),
    ],
    advice: [...roadmap.advice, ...rest.advice],
  };
}
