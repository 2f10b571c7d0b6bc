import { type ParseOptions, type Reading, switchOf } from '../parse/document.ts';
import { isTodo } from '../model/todo.ts';
import { withoutRepeats } from '../parse/repeats.ts';
import { weigh } from '../parse/roadmap.ts';
import type { Fact } from './explanation.ts';
import { count } from './text.ts';

/** What decided whether the document is a roadmap. */
export interface RoadmapReason {
  readonly fact: Fact;
  /** The end of a sentence that begins with "the document is no roadmap: ". */
  readonly reason: string;
  readonly advice: readonly string[];
}

/** @param options those that the document was read with. */
export function explainRoadmap(reading: Reading, options: ParseOptions): RoadmapReason {
  const { document } = reading;
  const is = document.roadmap ? 'a roadmap' : 'no roadmap';
  const because = reasonOf(reading, options);
  return {
    fact: { name: 'Document', text: `${is}: ${because.reason}` },
    reason: because.reason,
    advice: document.roadmap ? [] : because.advice,
  };
}

function reasonOf(
  reading: Reading,
  options: ParseOptions,
): { readonly reason: string; readonly advice: readonly string[] } {
  const directive = switchOf(reading.document.directives);
  if (directive)
    return {
      reason: `the comment \`<!-- roadgate: ${directive.kind} -->\` in line ${directive.line} says so`,
      advice: [`Remove the comment in line ${directive.line}, or make it \`<!-- roadgate: on -->\`.`],
    };
  if (options.roadmap !== undefined)
    return {
      reason: 'the setting `roadgate.roadmaps` or the project file `.roadgate.yaml` says so',
      advice: ['Change `roadmaps` in `.roadgate.yaml` or the setting `roadgate.roadmaps`.'],
    };
  const found = withoutRepeats(reading.context.tree.memory, reading.found);
  if (found.tasks[0]?.form === 'file')
    return {
      reason: 'its front matter has an `id` and a `status`, so that the whole file is one task',
      advice: [],
    };
  if (found.tasks.some(isTodo))
    return {
      reason: 'its front matter has `todos`, each with an `id`, a `content` and a `status`',
      advice: [],
    };
  if (found.tasks.length === 0)
    return {
      reason: 'nothing in it is read as a task',
      advice: ['Give one heading an id and a status, or one list item a box: then there is work to track.'],
    };
  return { reason: signs(reading, found), advice: SWITCH_ON };
}

const SWITCH_ON = [
  'Put the comment `<!-- roadgate: on -->` into the document, or name the file in the setting `roadgate.roadmaps`.',
];

const SIGNS_SHOWN = 3;

/** The signs; where they do not suffice, each with its weight. */
function signs(
  { root, place, document, context }: Reading,
  found: ReturnType<typeof withoutRepeats>,
): string {
  const { title } = document;
  const evidence = weigh(context.tree.memory, found, { root, title, uri: place });
  if (document.roadmap) {
    const told = evidence.filter(({ points }) => points > 0).map(({ name }) => name);
    const more = told.length - SIGNS_SHOWN;
    return `${told.slice(0, SIGNS_SHOWN).join(', ')}${more > 0 ? ` and ${count(more, 'more sign', 'more signs')}` : ''}`;
  }
  const sum = evidence.reduce((all, { points }) => all + points, 0);
  const told = evidence.map(({ name, points }) => `${name} (${points > 0 ? '+' : '−'}${Math.abs(points)})`);
  const work = count(found.tasks.length, 'piece of work was', 'pieces of work were');
  const weighed = told.length === 0 ? 'there is no sign of a plan' : told.join(', ');
  return `${work} found, but ${weighed}: ${sum < 0 ? `−${-sum}` : sum} in sum, and a roadmap has more than 0`;
}
