import type { Item } from '../../model/document.ts';

/** What a criterion states that can be read off a file, without a person's judgement. */
export type Claim =
  /** `report`: the path that the criterion names; null: wherever reports usually are. */
  | {
      readonly kind: 'coverage';
      readonly percent: number;
      readonly isMore: boolean;
      readonly report: string | null;
    }
  | { readonly kind: 'exists'; readonly path: string }
  /** All boxes of another document, or of its section with these words in its heading. */
  | { readonly kind: 'boxes'; readonly path: string; readonly heading: string | null };

/** The claim that is all a criterion says; undefined for one that says anything else besides. */
export function claimOf({ text }: Pick<Item, 'text'>): Claim | undefined {
  const plain = withoutEmphasis(text).replace(/[.\s]+$/, '');
  return coverageIn(plain) ?? existenceIn(plain) ?? boxesIn(plain);
}

/** What stands in code marks stays. */
function withoutEmphasis(text: string): string {
  const parts = text.split('`').map((part, index) => (index % 2 === 0 ? part.replace(/[*_]+/g, '') : part));
  return parts.join('`');
}

const AT_LEAST = String.raw`≥|>=|=>|â‰¥|at least|minimum(?: of)?|>|above|over|more than`;
const WHAT = String.raw`(?:(?:the|test|code|line|unit|overall|total|project)\s+)*coverage`;
const STATE = String.raw`(?:\s+(?:is|stays|remains|maintained|kept|reaches|must be|at))*`;
const REPORT = String.raw`(?:\s*\(?(?:in|per|by|according to|see)?\s*\x60([^\x60\s]+)\x60\)?)?`;
const COVERAGE = new RegExp(
  String.raw`^${WHAT}${STATE}:?\s*(${AT_LEAST})\s*(\d{1,3}(?:\.\d+)?)\s*%${REPORT}$`,
  'i',
);
const COVERAGE_AFTER = new RegExp(
  String.raw`^(${AT_LEAST})\s*(\d{1,3}(?:\.\d+)?)\s*%\s+${WHAT}${REPORT}$`,
  'i',
);

function coverageIn(text: string): Claim | undefined {
  const [, sign = '', percent, report = null] = COVERAGE.exec(text) ?? COVERAGE_AFTER.exec(text) ?? [];
  if (percent === undefined) return undefined;
  const isMore = /^(?:>|above|over|more than)$/i.test(sign);
  return { kind: 'coverage', percent: Number(percent), isMore, report };
}

function existenceIn(text: string): Claim | undefined {
  const path = /^(?:(?:the )?file )?`([^`\s*?{}<>]+)`(?: file)? (?:exists|is there|is present)$/i.exec(
    text,
  )?.[1];
  return path === undefined ? undefined : { kind: 'exists', path };
}

const ITEMS = String.raw`(?:(?:checklist|check list|todo|open)\s+)?(?:items?|box(?:es)?|tasks?|points?)`;
const BOXES = new RegExp(
  String.raw`^(?:all|every) ${ITEMS} (?:in|of|below|under) \x60([^\x60\s]+\.(?:md|markdown))\x60` +
    String.raw`(?:\s*\(([^()]+?)(?: section)?\)|,? section ["“]?([^"”]+?)["”]?)?` +
    String.raw` (?:is |are )?(?:completed?|done|ticked|checked|met)(?: or deferred(?: with (?:a )?rationale)?)?$`,
  'i',
);

function boxesIn(text: string): Claim | undefined {
  const [, path, inBrackets, behind] = BOXES.exec(text) ?? [];
  return path === undefined ? undefined : { kind: 'boxes', path, heading: inBrackets ?? behind ?? null };
}
