/**
 * What several messages are made of. Each payload is a zod schema and is parsed where it arrives; types come from
 * the schemas. Positions are LSP's (0-based, UTF-16), `line` fields are 1-based for people.
 */
import * as z from 'zod';

const Position = z.object({ line: z.int().min(0), character: z.int().min(0) });
export const Range = z.object({ start: Position, end: Position });
export const TextEdit = z.object({ range: Range, newText: z.string() });

export const StatusName = z.enum([
  'todo',
  'in-progress',
  'in-review',
  'blocked',
  'done',
  'deferred',
  'cancelled',
]);

export const GroupKind = z.enum(['phase', 'milestone', 'sprint', 'epic', 'priority', 'section']);
