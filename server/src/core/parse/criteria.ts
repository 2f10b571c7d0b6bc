import type { CriterionDraft, ParseContext } from './drafts.ts';
import { findGroupWord } from './ids.ts';
import { readCriteriaBody } from './items.ts';
import { decorationLength } from './marks.ts';
import { type Section, allSections } from './sections.ts';
import { readEdgeWord } from './status.ts';

/** The criteria of a section that is about nothing else, each with the label that it stands below. */
export function readCriteria(context: ParseContext, section: Section): CriterionDraft[] {
  const { items, fields } = readCriteriaBody(context, section);
  const labels = fields.map(({ at, label }) => ({ at, text: label }));
  const headings = [...allSections(section)].flatMap(({ heading, headline }) =>
    heading && headline ? [{ at: heading.span.from, text: headline.text.text }] : [],
  );
  const above = [...labels, ...headings].sort((a, b) => a.at - b.at);
  return items
    .filter((item) => item.role === 'criterion')
    .map((item) => ({
      item,
      parent: null,
      about: above.findLast(({ at }) => at <= item.span.from)?.text ?? null,
    }));
}

/** `Phase 1 Complete`, `The sprint is complete when`: a label that says when a container is done. */
export function namesCompletion(label: string): boolean {
  if (SAYS_WHEN.test(label)) return true;
  const from = decorationLength(label);
  const group = findGroupWord(label, from);
  if (group?.number == null) return false;
  const rest = label.slice(group.end).trim();
  const word = readEdgeWord(rest, true);
  return word?.status === 'done' && /^[^\p{L}\p{N}]*(?:when|if|criteria)?[\s:]*$/iu.test(rest.slice(word.to));
}

const SAYS_WHEN =
  /^(?:\S+\s){1,6}?(?:(?:is|are|will be|counts as)\s(?:considered\s)?(?:complete|completed|done|finished|successful|ready|accepted)|complete|done|successful)\s(?:when|if|once)\s*$/iu;
