import type { RoadmapDocument } from '../model/document.ts';

/** An id like those of the document, with a number that is free; `P1-1` where it has none. */
export function nextId(document: RoadmapDocument): string {
  const ids = document.tasks.flatMap(({ id }) => (id === null ? [] : [id]));
  const used = new Set(ids);
  const last = ids.findLast((id) => /^[A-Z]+[-_]?\d|^#\d|^\d+\.\d/.test(id) && /\d$/.test(id));
  if (last === undefined) return 'P1-1';
  for (let id = increment(last); ; id = increment(id)) if (!used.has(id)) return id;
}

function increment(id: string): string {
  return id.replace(/\d+$/, (digits) => String(Number(digits) + 1).padStart(digits.length, '0'));
}
