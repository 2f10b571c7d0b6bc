import { parseRoadmap } from '../../parse/document.ts';
import type { Item, RoadmapDocument, Task } from '../../model/document.ts';
import type { Facts } from '../facts.ts';
import { gatesHeldBy } from '../gateOwners.ts';
import { SourceText } from '../../text/source.ts';
import { type Claim, claimOf } from './claims.ts';
import { coverageOf, USUAL_REPORTS } from './reports.ts';

/** What evidence says of a criterion, and why as a phrase. */
export interface Verdict {
  readonly met: boolean;
  readonly reason: string;
}

/** What the verdict on a criterion rests on. */
export type Evidence = Pick<Facts, 'gates' | 'claims'>;

/**
 * What evidence says of a criterion; undefined for one that a person must judge, and where there is no evidence that
 * holds: a gate that never ran or is stale, no report.
 * @param task whose criterion it is; null: that of a phase or of the document.
 * @param directory the folder of the document relative to the project, with `/` at its end; empty: the project.
 */
export function verdictOn(
  document: RoadmapDocument,
  task: Task | null,
  item: Item,
  { evidence, directory }: { readonly evidence: Evidence; readonly directory: string },
): Verdict | undefined {
  const claim = claimOf(item);
  return claim ? verdictOnClaim(claim, evidence, directory) : verdictOfGates(document, task, item, evidence);
}

/** The files that must be read for the verdict on a criterion, and those of which only the existence counts. */
export function filesFor(
  item: Item,
  directory: string,
): { texts: readonly string[]; stats: readonly string[] } {
  const claim = claimOf(item);
  if (claim === undefined) return { texts: [], stats: [] };
  if (claim.kind === 'exists') return { texts: [], stats: candidates(claim.path, directory) };
  return { texts: sourcesOf(claim, directory), stats: [] };
}

function sourcesOf(claim: Exclude<Claim, { kind: 'exists' }>, directory: string): readonly string[] {
  const path = claim.kind === 'coverage' ? claim.report : claim.path;
  return path === null ? USUAL_REPORTS : candidates(path, directory);
}

/** A path is meant from the project or from the document; one that leaves the project is none. */
function candidates(path: string, directory: string): readonly string[] {
  const plain = path.replace(/^\.\//, '');
  if (/^(?:[a-z]+:|\/|~)|(?:^|\/)\.\.(?:\/|$)|\\/i.test(plain)) return [];
  return directory === '' ? [plain] : [plain, directory + plain];
}

function verdictOnClaim(claim: Claim, evidence: Evidence, directory: string): Verdict | undefined {
  if (claim.kind === 'exists') {
    const paths = candidates(claim.path, directory);
    if (paths.length === 0) return undefined;
    const met = paths.some((path) => evidence.claims.exists(path));
    return { met, reason: met ? `${claim.path} is there` : `${claim.path} does not exist` };
  }
  for (const path of sourcesOf(claim, directory)) {
    const text = evidence.claims.text(path);
    if (text === undefined) continue;
    return claim.kind === 'coverage'
      ? verdictOnCoverage(claim, path, text)
      : verdictOnBoxes(claim, path, text);
  }
  return undefined;
}

function verdictOnCoverage(
  { percent, isMore }: Claim & { kind: 'coverage' },
  path: string,
  text: string,
): Verdict | undefined {
  const covered = coverageOf(text);
  if (covered === undefined) return undefined;
  const met = isMore ? covered > percent : covered >= percent;
  // Rounded down: 96.999 % must not read as the 97 % that were missed.
  return { met, reason: `${path} states ${Math.floor(covered * 100) / 100} %` };
}

function verdictOnBoxes(
  { heading }: Claim & { kind: 'boxes' },
  path: string,
  text: string,
): Verdict | undefined {
  const source = new SourceText(text);
  const section = heading === null ? { from: 0, to: text.length } : sectionOf(source, heading);
  if (section === undefined) return undefined;
  const boxes = [...text.slice(section.from, section.to).matchAll(BOX)].map(([, mark = '']) => mark);
  const open = boxes.filter((mark) => mark === ' ').length;
  if (boxes.length === 0) return undefined;
  const where = heading === null ? path : `${path}, section ${heading},`;
  return { met: open === 0, reason: `${open} of ${boxes.length} boxes in ${where} are open` };
}

const BOX = /^[ \t>]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[([^\]\n])\](?=[ \t])/gm;

/** The section of the first heading that has these words. */
function sectionOf(source: SourceText, words: string): { from: number; to: number } | undefined {
  const { headings } = parseRoadmap('', source);
  const wanted = words.trim().toLowerCase();
  const index = headings.findIndex(({ text }) => text.toLowerCase().includes(wanted));
  const found = headings[index];
  if (found === undefined) return undefined;
  const next = headings.find(({ level }, at) => at > index && level <= found.level);
  return { from: found.span.from, to: next?.span.from ?? source.length };
}

/** A criterion that is a command and that it passes: its gates must all have run, and none be stale. */
function verdictOfGates(
  document: RoadmapDocument,
  task: Task | null,
  item: Item,
  { gates: runs }: Evidence,
): Verdict | undefined {
  if (runs.size === 0 || !isOnlyCommands(item.text)) return undefined;
  const own = gatesHeldBy(document, task).flatMap(({ gate, owner, key }) => {
    const isInside = gate.span.from >= item.span.from && gate.span.to <= item.span.to;
    return isInside ? [{ gate, run: runs.get(owner.key)?.get(key) }] : [];
  });
  if (own.length === 0 || own.length < codeSpansIn(item.text)) return undefined;
  if (own.some(({ run }) => run?.fresh !== true || run.outcome === 'errored')) return undefined;
  const failed = own.find(({ run }) => run?.outcome === 'failed');
  const { gate, run } = failed ?? own[0] ?? {};
  const at = run?.commit == null ? '' : ` at ${run.commit}`;
  return { met: failed === undefined, reason: `${gate?.text ?? ''} ${failed ? 'failed' : 'passed'}${at}` };
}

function codeSpansIn(text: string): number {
  return text.match(CODE)?.length ?? 0;
}

/** Words around commands that ask for nothing but their success. */
function isOnlyCommands(text: string): boolean {
  const rest = text.replace(/<!--[^]*?-->/g, ' ').replace(CODE, ' ');
  return rest.split(/[\s.,;:!*_()✅]+/).every((word) => word === '' || FILLER.test(word));
}

const CODE = /`[^`]+`/g;
const FILLER =
  /^(?:run|runs|execute|verify|verified|check|that|and|all|the|command|commands|gate|pass|passes|passing|passed|succeed|succeeds|is|are|stays|still|green|clean|cleanly|exits?|with|code|status|0|zero|ends?|works?|completes?|without|no|errors?|successfully|both)$/i;
