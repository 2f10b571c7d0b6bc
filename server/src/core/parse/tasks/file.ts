import type { ParseContext, TaskDraft } from '../drafts.ts';
import { type FrontMatter, joinedValues, plainValues } from '../frontMatter.ts';
import { cleanTitle } from '../headline.ts';
import { readSectionBody } from '../items.ts';
import { readEffort } from '../effort.ts';
import { readStatusField } from '../properties.ts';
import type { Section } from '../sections.ts';
import { readStatusValue } from '../status.ts';

/** The text of the document's title, without the id in front: `T-1: Search`; undefined if nothing is left. */
function headingOf({ children }: Section, id: string): string | undefined {
  const headline = children.find(({ level }) => level === 1)?.headline;
  const text = headline?.text.text.trim() ?? '';
  const rest = text.toLowerCase().startsWith(id.toLowerCase()) ? text.slice(id.length) : text;
  const title = cleanTitle(rest);
  return title === '' ? undefined : title;
}

/** Front matter with an id and a status makes the whole document one task. */
export function readFileTask(
  context: ParseContext,
  root: Section,
  frontMatter: FrontMatter,
): TaskDraft | null {
  const id = frontMatter.get('id')?.[0];
  const status = frontMatter.get('status')?.[0];
  if (!id || !status || !context.tree.frontMatter || /[<>[\]{}]/.test(id.text)) return null;
  const found = readStatusValue(status.text.replace(/[_-]/g, ' '), context.legend);
  const body = readSectionBody(context, root, () => false);
  const first = (...keys: string[]) =>
    keys.map((key) => frontMatter.get(key)?.[0]).find((value) => value !== undefined);
  const title = first('title', 'name');
  const heading = headingOf(root, id.text);
  const effort = first('effort', 'estimate', 'size', 'points', 'estimated_time');
  const branch = first('branch');
  return {
    type: 'task',
    form: 'file',
    id: id.text,
    found: null,
    aliases: [],
    groupId: null,
    title: title?.text ?? heading ?? id.text,
    line: 1,
    nameSpan: title?.span ?? id.span,
    idSpan: id.span,
    extent: { from: 0, to: context.tree.source.length },
    status: found?.status ?? null,
    statusClaim: found ? { kind: 'front-matter', span: status.span } : null,
    otherStatus: readStatusField(body.fields, context.legend),
    effort: effort ? (readEffort(effort.text, 'pt')?.effort ?? null) : null,
    priority: first('priority')?.text ?? null,
    body,
    values: {
      ...joinedValues(frontMatter, 'dependsOn', 'dependencies', 'depends_on', 'blocked_by', 'depends'),
      ...(branch ? { branch: plainValues([branch]) } : {}),
      ...joinedValues(frontMatter, 'labels', 'labels', 'tags'),
      ...joinedValues(frontMatter, 'assignee', 'assignee', 'assignees', 'owner', 'assigned_to'),
    },
    parent: null,
    secondary: false,
    below: null,
    weight: 4,
  };
}
