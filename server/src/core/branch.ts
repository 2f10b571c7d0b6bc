import { splitNumber } from './issues/number.ts';

/** The parts of a task that name its branch. */
export interface BranchSubject {
  readonly id: string | null;
  readonly title: string;
  /** The task's own branch field. */
  readonly branch: string | null;
}

export type BranchChoice =
  | { readonly kind: 'branch'; readonly name: string; readonly from: 'field' | 'template' }
  /** `suggestion` is a valid name to offer instead; null if none can be made. */
  | { readonly kind: 'invalid'; readonly reason: string; readonly suggestion: string | null };

export const DEFAULT_BRANCH_TEMPLATE = 'task/{id}-{slug}';

/**
 * The branch for a task: what its own field says, else the template filled in. The placeholders are `{id}`,
 * `{slug}` (the title, shortened at a word) and `{title}` (the whole title); each becomes letters, digits
 * and single dashes, so that no title can smuggle anything into a name.
 */
export function chooseBranch(subject: BranchSubject, template = DEFAULT_BRANCH_TEMPLATE): BranchChoice {
  if (subject.branch !== null) {
    const reason = branchNameProblem(subject.branch);
    if (reason === undefined) return { kind: 'branch', name: subject.branch, from: 'field' };
    return {
      kind: 'invalid',
      reason: `The task's branch "${shorten(subject.branch, 60)}" is not a valid name: ${reason}.`,
      suggestion: repairBranchName(subject.branch) ?? null,
    };
  }
  return fillTemplate(subject, template);
}

/**
 * Why git would not take this name for a branch, as half a sentence; undefined if it would. These are the
 * rules of `git check-ref-format --branch`, and the length that file systems allow.
 */
export function branchNameProblem(name: string): string | undefined {
  if (name === '') return 'it is empty';
  if (name === '@' || name === 'HEAD') return `"${name}" has a meaning of its own in git`;
  if (name.startsWith('-')) return 'it begins with a dash';
  const forbidden = FORBIDDEN.exec(name)?.[0];
  if (forbidden !== undefined) return `it contains ${describeCharacter(forbidden)}`;
  if (name.includes('..')) return 'it contains two dots in a row';
  if (name.includes('@{')) return 'it contains "@{"';
  if (name.endsWith('.')) return 'it ends with a dot';
  for (const part of name.split('/')) {
    if (part === '') return 'it has a slash at an end, or two in a row';
    if (part.startsWith('.')) return 'a part of it begins with a dot';
    if (part.endsWith('.lock')) return 'a part of it ends with ".lock"';
    if (utf8Length(part) > MAX_PART_BYTES) return 'a part of it is too long';
  }
  return undefined;
}

/** Lower-case letters, digits and single dashes of any script; cut at a word if longer than `limit`. */
export function toSlug(text: string, limit: number): string {
  const words = text
    .normalize('NFC')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '');
  let slug = '';
  for (const word of words) {
    const longer = slug === '' ? word : `${slug}-${word}`;
    if (longer.length > limit) break;
    slug = longer;
  }
  // A first word that is longer than everything allowed is cut inside, between whole characters.
  return slug === '' ? cut(words[0] ?? '', limit) : slug;
}

/** File systems allow 255 bytes; git appends `.lock` to the last part while it writes. */
const MAX_PART_BYTES = 250;
const SLUG_LIMIT = 48;
const TITLE_LIMIT = 120;

function utf8Length(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

const FORBIDDEN = /[\u0000-\u0020\u007f~^:?*[\\]/;

function fillTemplate(subject: BranchSubject, template: string): BranchChoice {
  const unknown = unknownPlaceholder(template);
  if (unknown !== undefined) {
    const reason = `The branch template "${template}" uses {${unknown}}: use {id}, {slug} or {title}.`;
    return { kind: 'invalid', reason, suggestion: null };
  }
  // A branch keeps its name when the number of its issue is written behind the title.
  const { title } = splitNumber(subject.title);
  const values = new Map([
    ['id', toIdPart(subject.id ?? '')],
    ['slug', toSlug(title, SLUG_LIMIT)],
    ['title', toSlug(title, TITLE_LIMIT)],
  ]);
  const filled = template
    .split('/')
    .map((part) => fillPart(part, values))
    .filter((part) => part !== '')
    .join('/');
  const problem = branchNameProblem(filled);
  if (problem === undefined) return { kind: 'branch', name: filled, from: 'template' };
  return {
    kind: 'invalid',
    reason: `The branch template "${template}" gives "${shorten(filled, 60)}", which is not a valid name: ${problem}.`,
    suggestion: repairBranchName(filled) ?? null,
  };
}

/** The name of a placeholder that a branch template may not use; undefined if all are known. */
export function unknownPlaceholder(template: string): string | undefined {
  const names = [...template.matchAll(PLACEHOLDER)].map((match) => match[1] ?? '');
  return names.find((name) => !['id', 'slug', 'title'].includes(name));
}

const PLACEHOLDER = /\{([^{}]*)\}/g;

/** A placeholder that is empty (a task without an id) takes the dash beside it away. */
function fillPart(part: string, values: ReadonlyMap<string, string>): string {
  const filled = part.replace(PLACEHOLDER, (_, name: string) => values.get(name) ?? '');
  if (filled === part) return part;
  return filled.replace(/-{2,}/g, '-').replace(/^[-.]+|[-.]+$/g, '');
}

/** `#38` is `38`, `E5:S05:T01` is `E5-S05-T01`: an id keeps its case, and its dots and underscores. */
function toIdPart(id: string): string {
  return id
    .replace(/[^\p{L}\p{M}\p{N}._]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '');
}

function repairBranchName(name: string): string | undefined {
  const repaired = name
    .split('/')
    .map((part) => toIdPart(part).replace(/(?:\.lock)+$/, ''))
    .filter((part) => part !== '')
    .join('/');
  const shortened = cut(repaired, TITLE_LIMIT).replace(/[-./]+$/, '');
  return branchNameProblem(shortened) === undefined ? shortened : undefined;
}

function describeCharacter(character: string): string {
  const code = character.charCodeAt(0);
  if (character === ' ') return 'a blank';
  if (code < 0x20 || code === 0x7f) return 'a control character';
  return `"${character}"`;
}

function shorten(text: string, limit: number): string {
  return text.length <= limit ? text : `${cut(text, limit - 1)}…`;
}

/** The first `limit` UTF-16 units, without half of a surrogate pair at the end. */
function cut(text: string, limit: number): string {
  const end = /[\uD800-\uDBFF]/.test(text[limit - 1] ?? '') ? limit - 1 : limit;
  return text.slice(0, end);
}
