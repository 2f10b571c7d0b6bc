import type { RoadmapDocument } from '../model/document.ts';

/** A label that the document declares. */
export interface DeclaredLabel {
  readonly name: string;
  /** Six lower-case hexadecimal digits; null where the document gives none. */
  readonly color: string | null;
  /** Plain text; null where the document gives none. */
  readonly description: string | null;
}

/** The document's own labels, with the colour and the words beside them where a label has its line alone. */
export function declaredLabels({ labels, labelSpans, source }: RoadmapDocument): readonly DeclaredLabel[] {
  const lines = labelSpans.map(({ from }) => source.lineAt(from));
  return labels.map((name, index) => {
    const line = lines[index];
    const isAlone = line !== undefined && lines.filter((other) => other === line).length === 1;
    if (!isAlone) return { name, color: null, description: null };
    const text = source.lineText(line);
    return { name, color: colorIn(text), description: descriptionIn(text, name) };
  });
}

const COLOR = /#([0-9a-f]{6})(?![0-9a-z])/i;

function colorIn(text: string): string | null {
  return COLOR.exec(text)?.[1]?.toLowerCase() ?? null;
}

/** What follows the label: behind a dash or a colon, or in the other cells of its row. */
function descriptionIn(text: string, name: string): string | null {
  const rest = text.slice(text.indexOf(name) + name.length).replace(COLOR, '');
  const words = rest
    .replace(/[`*|]/g, ' ')
    .replace(/\(\s*\)/g, ' ')
    .replace(/\s+/g, ' ')
    .replace(/^[\s\p{P}\p{S}]+|[\s\-–—:(|]+$/gu, '');
  return words === '' ? null : words;
}
