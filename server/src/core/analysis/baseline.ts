import * as z from 'zod';
import type { SourceText } from '../text/source.ts';
import type { Finding } from './finding.ts';

/** The file that a baseline is kept in, in the folder of a project. */
export const BASELINE_FILE = '.roadgate-baseline.json';

const Entry = z.strictObject({
  code: z.string(),
  /** What the finding stands on. */
  text: z.string(),
  /** How many there are of it in the document. */
  count: z.int().min(1),
});

/** Findings that were there when a project took up Roadgate, by the path of their document. */
export const Baseline = z.strictObject({
  version: z.literal(1),
  findings: z.record(z.string(), z.array(Entry)),
});
export type Baseline = z.infer<typeof Baseline>;
type Entry = z.infer<typeof Entry>;

/** A document whose findings are compared. */
export interface BaselineDocument<F extends Judged = Judged> {
  /** Relative to the project's folder, with `/`. */
  readonly path: string;
  readonly source: SourceText;
  readonly findings: readonly F[];
}

type Judged = Pick<Finding, 'code' | 'span'>;

export interface BaselineMatch<F extends Judged> {
  /** The findings that are not in the baseline, in the order of the documents. */
  readonly fresh: readonly (readonly F[])[];
  /** How many are in it. */
  readonly known: number;
  /** How many findings the baseline has that are no more. */
  readonly solved: number;
}

/**
 * Compares findings with a baseline. A finding is known by its rule and the text that it stands on, so that it stays
 * the same where lines move; entries of a document that was renamed serve the one that has its findings now.
 * @param isThere whether a document of the baseline still exists, though it is not among the documents.
 */
export function matchBaseline<F extends Judged>(
  documents: readonly BaselineDocument<F>[],
  baseline: Baseline,
  isThere: (path: string) => boolean,
): BaselineMatch<F> {
  const paths = new Set(documents.map(({ path }) => path));
  const left = new Map<string, Map<string, number>>();
  const homeless = new Map<string, number>();
  for (const [path, entries] of Object.entries(baseline.findings)) {
    if (!paths.has(path) && isThere(path)) continue;
    const counts = paths.has(path) ? new Map<string, number>() : homeless;
    for (const { code, text, count } of entries) add(counts, keyOf(code, text), count);
    left.set(path, counts);
  }
  let known = 0;
  const take = (counts: Map<string, number> | undefined, key: string): boolean => {
    const rest = counts?.get(key) ?? 0;
    if (rest === 0) return false;
    counts?.set(key, rest - 1);
    known++;
    return true;
  };
  const own = documents.map(({ path, source, findings }) =>
    findings.filter(({ code, span }) => !take(left.get(path), keyOf(code, textAt(source, span)))),
  );
  const fresh = own.map((findings, index) =>
    findings.filter(({ code, span }) => {
      const source = documents[index]?.source;
      return source === undefined || !take(homeless, keyOf(code, textAt(source, span)));
    }),
  );
  const counts = new Set([...left.values(), homeless]);
  const solved = [...counts].flatMap((each) => [...each.values()]).reduce((sum, count) => sum + count, 0);
  return { fresh, known, solved };
}

/**
 * A baseline of all findings of the documents. What `before` has of other documents stays.
 * @param isThere as in `matchBaseline`.
 */
export function makeBaseline(
  documents: readonly BaselineDocument[],
  before: Baseline | undefined,
  isThere: (path: string) => boolean,
): Baseline {
  const paths = new Set(documents.map(({ path }) => path));
  const kept = Object.entries(before?.findings ?? {}).filter(([path]) => !paths.has(path) && isThere(path));
  const made = documents.flatMap((document): [string, Entry[]][] => {
    const entries = entriesOf(document);
    return entries.length === 0 ? [] : [[document.path, entries]];
  });
  const sorted = [...kept, ...made].toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { version: 1, findings: Object.fromEntries(sorted) };
}

function entriesOf({ source, findings }: BaselineDocument): Entry[] {
  const entries = new Map<string, Entry>();
  for (const { code, span } of findings) {
    const text = textAt(source, span);
    const key = keyOf(code, text);
    entries.set(key, { code, text, count: (entries.get(key)?.count ?? 0) + 1 });
  }
  return [...entries].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}

/** What a finding stands on, as far as it tells one from another; its line where it stands between two letters. */
export function textAt(source: SourceText, { from, to }: Finding['span']): string {
  const line = source.lineSpan(source.lineAt(from));
  const text = to > from ? source.slice({ from, to: Math.min(to, line.to) }) : source.slice(line);
  return text.replace(/\s+/g, ' ').trim().slice(0, LONGEST);
}

const LONGEST = 120;

function keyOf(code: string, text: string): string {
  return `${code} ${text}`;
}

function add(counts: Map<string, number>, key: string, count: number): void {
  counts.set(key, (counts.get(key) ?? 0) + count);
}
