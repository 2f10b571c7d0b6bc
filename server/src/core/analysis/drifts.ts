import { findLines, type LineRange, type Whereabouts } from '../history/findLines.ts';
import { isSameSentence } from '../history/sentences.ts';
import { resolveReference } from '../index/references.ts';
import type { Reference, RoadmapDocument } from '../model/document.ts';
import type { Location } from '../model/workspace.ts';
import type { BlamedLine, Commit, FileHistory, FileVersion } from '../ports.ts';
import type { HistorySources } from './history.ts';

/** What became of the lines that a reference meant when its sentence was written. */
export interface Drift {
  /** The commit that wrote the sentence. */
  readonly since: Commit;
  readonly whereabouts: Whereabouts;
}

/** By `driftKey`. What still is where it was has no entry. */
export type Drifts = ReadonlyMap<string, Drift>;

export const NO_DRIFTS: Drifts = new Map();

/** Names one range of lines by what is written, so that it holds wherever the sentence stands now. */
export function driftKey(
  document: RoadmapDocument,
  reference: Reference,
  path: string,
  range: LineRange,
): string {
  return [range.join('-'), path, sentenceOf(document, reference)].join('\n');
}

/**
 * Compares the lines that the references of a committed document meant with what the files hold now. One question
 * about the document, one about old versions of files, and few more where sentences were edited or files renamed.
 */
export async function gatherDrifts(
  document: RoadmapDocument,
  place: Location,
  history: FileHistory,
  { files, pause }: HistorySources,
): Promise<Drifts> {
  const dated = await dateSentences(mentionsOf(document, place), place.path, {
    history,
    pause,
    repeated: 'unknown',
  });
  const older = await readOlder(dated, history);
  const drifts = new Map<string, Drift>();
  for (const [index, { mention, since }] of dated.entries()) {
    const before = older[index];
    const text = before && (await files.readText(mention.path));
    if (before === undefined || text === undefined || text.length > MAX_TEXT || text.includes('\0')) continue;
    for (const range of mention.reference.ranges) {
      const drift = compare(before, text, since, range);
      if (drift.whereabouts.kind === 'same' || drift.whereabouts.kind === 'unknown') continue;
      drifts.set(driftKey(document, mention.reference, mention.path, range), drift);
    }
    await pause();
  }
  return drifts;
}

/** UTF-16 units; larger files are data. */
const MAX_TEXT = 1_000_000;

/** A reference in its sentence. */
export interface Mention {
  readonly reference: Reference;
  readonly sentence: string;
}

/** A reference to lines of a file that is there. */
interface LineMention extends Mention {
  readonly path: string;
}

function mentionsOf(document: RoadmapDocument, { folder }: Location): readonly LineMention[] {
  return document.references.flatMap((reference) => {
    const { kind, expectation, ranges } = reference;
    if (kind !== 'file' || ranges.length === 0 || expectation === 'gone' || expectation === 'to-create')
      return [];
    const { path } = resolveReference(folder, document, reference);
    return path === undefined ? [] : [{ reference, path, sentence: sentenceOf(document, reference) }];
  });
}

/** The line that holds the line numbers, which may not be the one with the path. */
export function sentenceOf({ source }: RoadmapDocument, { span, rangeSpans }: Reference): string {
  return source.lineText(source.lineAt(rangeSpans[0]?.from ?? span.from)).trimEnd();
}

interface Dated<M extends Mention> {
  readonly mention: M;
  readonly since: Commit;
}

interface Dating extends Pick<HistorySources, 'pause'> {
  readonly history: FileHistory;
  /** What counts where the same line was written several times. */
  readonly repeated: 'newest' | 'unknown';
}

/** How often the commit before is asked, for sentences that were ticked or reworded. */
const MAX_STEPS = 5;

/**
 * Finds the commits that wrote the sentences of the document at `path`. What is not committed has none, nor what is
 * older than the history.
 */
export async function dateSentences<M extends Mention>(
  mentions: readonly M[],
  path: string,
  { history, pause, repeated }: Dating,
): Promise<readonly Dated<M>[]> {
  const blamed = mentions.length === 0 ? undefined : await history.blame(path);
  if (blamed === undefined) return [];
  const byText = new Map<string, BlamedLine | undefined>();
  for (const line of blamed) {
    const text = line.text.trimEnd();
    const known = byText.get(text);
    const isOther = byText.has(text) && known?.commit?.id !== line.commit?.id;
    if (isOther && repeated === 'newest') byText.set(text, newer(known, line));
    else byText.set(text, isOther ? undefined : line);
  }
  let open = mentions.flatMap((mention) => {
    const line = byText.get(mention.sentence);
    return line?.commit ? [{ mention, line, since: line.commit }] : [];
  });
  let dated: readonly Dated<M>[] = [];
  for (let step = 0; step < MAX_STEPS && open.length > 0; step++) {
    const earlier = await stepBack(open, { history, pause });
    dated = [...dated, ...open.filter((_, index) => earlier[index] === undefined)];
    open = earlier.filter((each) => each !== undefined);
  }
  return [...dated, ...open];
}

/** What is not committed is the newest of all. */
function newer(a: BlamedLine | undefined, b: BlamedLine): BlamedLine | undefined {
  if (a?.commit === undefined || b.commit === undefined) return undefined;
  return b.commit.time > a.commit.time ? b : a;
}

interface Traced<M extends Mention> extends Dated<M> {
  readonly line: BlamedLine;
}

/** The same sentences before the commits that wrote their lines; undefined for those that were new then. */
async function stepBack<M extends Mention>(
  traced: readonly Traced<M>[],
  { history, pause }: Pick<Dating, 'history' | 'pause'>,
): Promise<readonly (Traced<M> | undefined)[]> {
  const versions = traced.map(({ line }) => line.before ?? NOWHERE);
  const texts = await history.linesAt(versions);
  const found: number[] = [];
  for (const [index, { mention, line }] of traced.entries()) {
    found.push(findSentence(texts[index] ?? [], line.text, mention.reference.raw));
    if (index % 20 === 19) await pause();
  }
  const wanted = new Map<string, { version: FileVersion; lines: number[] }>();
  for (const [index, version] of versions.entries()) {
    const at = found[index] ?? -1;
    if (at < 0) continue;
    const key = versionKey(version);
    const group = wanted.get(key) ?? { version, lines: [] };
    wanted.set(key, group);
    if (!group.lines.includes(at + 1)) group.lines.push(at + 1);
  }
  const blames = await Promise.all(
    [...wanted].map(async ([key, { version, lines }]) => {
      const sorted = lines.toSorted((a, b) => a - b);
      const blamed = await history.blame(version.path, { commit: version.commit, lines: sorted });
      return [key, new Map(sorted.map((line, index) => [line, blamed?.[index]]))] as const;
    }),
  );
  const known = new Map(blames);
  return traced.map(({ mention, since }, index) => {
    const line = known.get(versionKey(versions[index] ?? NOWHERE))?.get((found[index] ?? -1) + 1);
    if (line === undefined) return undefined;
    // Older than the history: the oldest commit that is known has to do.
    return { mention, line, since: line.commit ?? since };
  });
}

/** By the lines of an old version, where each sentence stood in it. */
const knownSentences = new WeakMap<readonly string[], Map<string, number>>();

/** Index of the line that says the same and names the same lines; -1 without one. */
function findSentence(lines: readonly string[], text: string, reference: string): number {
  const known = knownSentences.get(lines) ?? new Map<string, number>();
  knownSentences.set(lines, known);
  const key = `${reference}\n${text}`;
  let index = known.get(key);
  if (index === undefined) {
    index = lines.findIndex((line) => isSameSentence(line, text, reference));
    known.set(key, index);
  }
  return index;
}

const NOWHERE: FileVersion = { commit: '', path: '' };

function versionKey({ commit, path }: FileVersion): string {
  return `${commit}:${path}`;
}

/** The files as they were then; one that had another name then is found by that. */
async function readOlder(
  dated: readonly Dated<LineMention>[],
  history: FileHistory,
): Promise<readonly (readonly string[] | undefined)[]> {
  const versions = dated.map(({ mention, since }) => ({ commit: since.id, path: mention.path }));
  const texts = [...(await history.linesAt(versions))];
  if (!texts.includes(undefined)) return texts;
  const departures = await history.departures();
  const tries = versions.flatMap(({ commit, path }, index) => {
    const names = texts[index] === undefined ? (departures?.namesBefore(path) ?? []) : [];
    return names.map((name) => ({ index, version: { commit, path: name } }));
  });
  const found = await history.linesAt(tries.map(({ version }) => version));
  for (const [index, text] of found.entries()) {
    const at = tries[index]?.index;
    if (at !== undefined) texts[at] ??= text;
  }
  return texts;
}

/** By the lines of the old version; the same drift is the same value. */
const known = new WeakMap<readonly string[], Map<string, { readonly text: string; readonly drift: Drift }>>();

function compare(before: readonly string[], text: string, since: Commit, range: LineRange): Drift {
  const key = `${since.id} ${range.join('-')}`;
  const answers = known.get(before) ?? new Map<string, { text: string; drift: Drift }>();
  known.set(before, answers);
  const answer = answers.get(key);
  if (answer?.text === text) return answer.drift;
  const lines = text.replace(/^\ufeff/, '').split(/\r\n|\r|\n/);
  const drift = { since, whereabouts: findLines(before, lines, range) };
  answers.set(key, { text, drift });
  return drift;
}
