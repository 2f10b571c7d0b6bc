import type { ParseContext, TaskDraft } from '../drafts.ts';
import type { FoundId } from '../ids.ts';
import { readSectionBody } from '../items.ts';
import { readEffortField, readSectionStatus, readTextField } from '../properties.ts';
import type { Section } from '../sections.ts';
import { sourceSpan } from '../text.ts';

/**
 * Makes a task of a section.
 * @param isOwnSection tells sub-sections that are tasks of their own.
 * @param headline what the heading says, if the headings beside it tell more.
 */
export function readHeadingTask(
  context: ParseContext,
  section: Section,
  isOwnSection: (child: Section) => boolean,
  headline = section.headline,
): TaskDraft | null {
  if (!headline) return null;
  const { source } = context.tree;
  const body = readSectionBody(context, section, isOwnSection);
  const group = headline.group;
  const number = group?.number ?? null;
  const { own, other } = readSectionStatus(headline, body.fields, context.legend);
  return {
    type: 'task',
    form: 'heading',
    id: headline.id?.id ?? number,
    found: headline.id,
    aliases: headline.aliases,
    groupId: group?.id ?? null,
    title: headline.title,
    line: source.lineAt(section.span.from) + 1,
    nameSpan: sourceSpan(headline.text, headline.name),
    idSpan: headline.id ? sourceSpan(headline.text, headline.id.span) : null,
    extent: section.span,
    status: own?.status ?? null,
    statusClaim: own?.claim ?? null,
    otherStatus: other,
    effort: readEffortField(body.fields) ?? headline.effort,
    priority: readTextField(body.fields, 'priority') ?? headline.priority,
    body,
    values: {},
    parent: null,
    secondary: false,
    below: null,
    weight: 3,
  };
}

/** Ids that name a task wherever they stand in a heading; numbers alone only structure a text. */
export function isSureId(id: FoundId): boolean {
  if (id.kind === 'word' || id.kind === 'own') return true;
  if (id.kind === 'code') return id.separated || /[-_]/.test(id.id);
  return id.kind === 'hash';
}
