import type { SourceText, TextChange } from '../../server/src/core/text/source.ts';

/** An edit that fits any text: `at` and `remove` are cut to what is there. UTF-16 offsets. */
export interface Edit {
  readonly at: number;
  readonly remove: number;
  readonly text: string;
}

/** A text and what is done to it, one after another. */
export interface Session {
  readonly text: string;
  readonly edits: readonly Edit[];
}

export interface SessionOptions {
  readonly seed: number;
  /** How many edits all sessions have together. */
  readonly edits: number;
  readonly texts: readonly string[];
  /** Longest text that a session starts with; absent: the texts are taken whole. */
  readonly longest?: number;
  readonly editsPerSession?: number;
}

/** Sessions of random edits, the same for the same seed. */
export function* randomSessions(options: SessionOptions): Generator<Session> {
  const { texts, longest = Infinity, editsPerSession = 10 } = options;
  const random = seeded(options.seed);
  const below = (limit: number): number => Math.floor(random() * limit);
  for (let left = options.edits; left > 0; left -= editsPerSession) {
    const whole = texts[below(texts.length)] ?? '';
    const from = whole.length > longest ? below(whole.length) : 0;
    const text = whole.slice(from, from + Math.min(whole.length, longest));
    const edits = Array.from({ length: Math.min(left, editsPerSession) }, () => randomEdit(below));
    yield { text, edits };
  }
}

/** The number of edits to try: what the variable ROADGATE_EDITS says, or the usual number. */
export function editCount(usual: number): number {
  return Number(process.env['ROADGATE_EDITS'] ?? usual);
}

/** The change that an edit is to this text. */
export function changeOf({ at, remove, text }: Edit, source: SourceText): TextChange {
  const from = at % (source.length + 1);
  return { from, to: Math.min(source.length, from + remove), text };
}

/** The smallest text found that still fails, by leaving out ever smaller runs of lines, then characters. */
export function shrinkText(text: string, fails: (text: string) => boolean): string {
  const lines = shrinkList(text.split(/(?<=\n|\r(?!\n))/), (kept) => fails(kept.join('')));
  return shrinkList(lines.join('').split(/(?:)/u), (kept) => fails(kept.join(''))).join('');
}

/** The smallest session found that still fails: fewer edits, then less text. */
export function shrinkSession(session: Session, fails: (session: Session) => boolean): Session {
  const { text } = session;
  const edits = shrinkList(session.edits, (kept) => fails({ text, edits: kept }));
  const shorter = shrinkText(text, (kept) => fails({ text: kept, edits }));
  return { text: shorter, edits };
}

function shrinkList<T>(all: readonly T[], fails: (kept: readonly T[]) => boolean): readonly T[] {
  let kept = all;
  for (let size = Math.max(1, kept.length >> 1); size >= 1; size >>= 1) {
    for (let from = 0; from < kept.length;) {
      const fewer = [...kept.slice(0, from), ...kept.slice(from + size)];
      if (fails(fewer)) kept = fewer;
      else from += size;
    }
  }
  return kept;
}

// What makes and unmakes blocks, containers, front matter and line ends.
const PIECES = [
  'x', ' ', '  ', '    ', '\t', '\n', '\n\n', '\r\n', '\r', '-', '- ', '* ', '1. ', '> ', '> - ', '# ', '## Part\n',
  '```', '\n```\n', '\n```bash\nmake\n```\n', '~~~\n', '<!--', '-->', '<!-- c -->\n', '\n---\n', '---\n', '---\na: 1\n---\n',
  '\n- [ ] open\n', '\n  - [x] done\n', '\n    - deep\n      - deeper\n', '\n| a | b |\n|---|---|\n| c | d |\n', '|', '\n===\n',
  '<details>\n', '</details>\n\n', '\n\n[r]: a.md\n', '**', '`', '\n> quote\n> - [ ] item\n', '\n10) ten\n', '\n\n    code\n', '\ufeff',
] as const; // prettier-ignore

function randomEdit(below: (limit: number) => number): Edit {
  const at = below(1 << 20);
  const kind = below(10);
  if (kind === 0) return { at, remove: 1 + below(200), text: '' };
  if (kind === 1) return { at, remove: 1 + below(4), text: '' };
  const text = PIECES[below(PIECES.length)] ?? '';
  return { at, remove: kind < 4 ? below(12) : 0, text };
}

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
