/** The source of a pattern, or a sentence about what is wrong with a template. */
export type IdTemplate =
  { readonly kind: 'ok'; readonly source: string } | { readonly kind: 'invalid'; readonly message: string };

/**
 * Reads the form of a project's ids: text, and holes for what differs from id to id. `{n}` is a number, `{A}`
 * capital letters, `{a}` small letters, `{x}` letters and digits: `RG-{n}`, `{A}/{n}`, `bd-{x}`.
 *
 * Templates and not regular expressions, because a project file is read on every keystroke and comes with
 * whatever repository is opened: no template can take more than linear time.
 */
export function compileIdTemplate(template: string): IdTemplate {
  if (template.length > LONGEST) return invalid(`is longer than ${LONGEST} characters`);
  const parts = template.split(/(\{[^{}]*\})/);
  let source = '';
  let before: Hole | undefined;
  for (const [index, part] of parts.entries()) {
    if (index % 2 === 0) {
      if (/[{}\s]/u.test(part)) return invalid('may hold no blank, and braces only around n, A, a or x');
      source += part.replace(/[.*+?^$()|[\]\\/]/g, '\\$&');
      continue;
    }
    const hole = HOLES[part];
    if (hole === undefined) return invalid(`has the unknown part ${part}; there are {n}, {A}, {a} and {x}`);
    if (before && areAmbiguous(before, parts[index - 1] ?? '', hole))
      return invalid(
        `does not say where ${before.name} ends and ${hole.name} begins; put a sign between them`,
      );
    source += `[${hole.characters}]{1,${LONGEST_HOLE}}`;
    before = hole;
  }
  return before
    ? { kind: 'ok', source }
    : invalid('must hold a part that differs from id to id, such as {n}');
}

const LONGEST = 60;
/** Longer runs are data. */
const LONGEST_HOLE = 40;

interface Hole {
  readonly name: string;
  readonly characters: string;
  /** One character of each kind that the hole can hold. */
  readonly kinds: readonly string[];
}

const HOLES: Readonly<Record<string, Hole | undefined>> = {
  '{n}': { name: '{n}', characters: '0-9', kinds: ['0'] },
  '{A}': { name: '{A}', characters: '\\p{Lu}', kinds: ['A'] },
  '{a}': { name: '{a}', characters: '\\p{Ll}', kinds: ['a'] },
  '{x}': { name: '{x}', characters: '\\p{L}\\p{N}', kinds: ['0', 'A', 'a'] },
};

/** Two holes that can hold the same need a character between them that the first cannot hold. */
function areAmbiguous(first: Hole, between: string, second: Hole): boolean {
  const overlap = first.kinds.some((kind) => second.kinds.includes(kind));
  return overlap && new RegExp(`^[${first.characters}]*$`, 'u').test(between);
}

function invalid(what: string): IdTemplate {
  return { kind: 'invalid', message: `The form of an id ${what}.` };
}
