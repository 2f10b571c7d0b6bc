import type { Group, RoadmapDocument, Task } from '../../model/document.ts';
import type { SourceText, Span } from '../../text/source.ts';

/**
 * The unit says that it is done and nothing beside it: a box, a mark behind its name, or a word such as “Completed” that stands
 * alone or with a date. “Major implementation completed”, “Shipped” and “Done — all pages built” may be said over work that is left.
 * @param unit that claims to be done.
 */
export function saysDoneOutright({ source }: RoadmapDocument, { statusClaim }: Task | Group): boolean {
  if (statusClaim === null) return false;
  const { kind, span } = statusClaim;
  switch (kind) {
    case 'box':
    case 'front-matter':
    case 'label':
      return true;
    case 'mark':
      return GOES_ON_WITH_DONE.test(restOf(source, span));
    case 'word':
    case 'field':
      return (
        BEFORE_DONE.test(beginningOf(source, span)) &&
        !SOFT.test(source.slice(span)) &&
        ENDS_THERE.test(restOf(source, span))
      );
    case 'percent':
    case 'strike':
      return false;
  }
}

function beginningOf(source: SourceText, { from }: Span): string {
  return source.slice({ from: Math.max(source.lineSpan(source.lineAt(from)).from, from - LONG), to: from });
}

/** To the end of the line, or of the cell of a table, or a part that is more than a date. */
function restOf(source: SourceText, { to }: Span): string {
  const end = Math.max(to, source.lineSpan(source.lineAt(to)).to);
  const rest = source.slice({ from: to, to: Math.min(end, to + LONG) });
  return rest.split('|')[0] ?? '';
}

/** UTF-16 units. What stands further away is not needed to tell, and patterns that look at less take less time. */
const LONG = 80;

const FORMATTING = String.raw`[\s*_~\x60\uFE0F]*`;
const MARKS = String.raw`[✅✓✔☑🎉🏁👍!.\s*_~\x60\uFE0F]*`;
/** `2025-01-31`, `Q4 2025`, `on 3 May`, `week 4`, `v1.2`, `PR #12`, `4f26a87`, `100 %`; also `10 hours` and `5/5 tasks`. */
const WHEN = String.raw`(?:[\s,:/#–—-]|\d[\d.,%]*(?![\d.,%])[hdw]?|\b(?=[\da-f]*\d)[\da-f]{7,40}\b|\bv(?=\d)|\b(?:on|in|by|at|am|im|le|en|em|il|as of|since|week|wk|sprint|session|phase|day|q[1-4]|pr|commit|h|hours?|hrs?|min|minutes?|days?|weeks?|months?|points?|pts|sp|tasks?|stunden|tage?|heures?|jours?|horas?|días?|dias?|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec|january|february|march|april|june|july|august|september|october|november|december|mai|juin|juillet|août|janvier|février|mars|avril|décembre|enero|febrero|marzo|abril|mayo|junio|julio|agosto|diciembre|januar|februar|märz|juni|juli|oktober|dezember)\b\.?|[年月日号])*`;

/** The word stands at the beginning, behind a separator or a mark, or behind `100 %`. */
const BEFORE_DONE = new RegExp(
  String.raw`(?:^|[:：|([（【—–✅✓✔☑🎉]|\s-\s)${FORMATTING}(?:(?:100\s?%|all|fully)\s+)?${FORMATTING}$`,
  'iu',
);
const ENDS_THERE = new RegExp(
  String.raw`^${MARKS}(?:[([（]?${WHEN}[)\]）】]?|[)\]）】]?${MARKS}[([（]?${WHEN}[)\]）】]?)${MARKS}$`,
  'iu',
);
const GOES_ON_WITH_DONE = new RegExp(
  String.raw`^${MARKS}[([（]?${FORMATTING}(?:(?:100\s?%\s+)?(?:done|completed?|finished|fully done))?${MARKS}${ENDS_THERE.source.slice(1)}`,
  'iu',
);

/** Work that is out may still have something to be done about it. */
const SOFT =
  /^\P{L}*(?:shipped|released|deployed|delivered|live|launched|merged|landed|implemented|implementation|built|integrated|in production|ausgeliefert|umgesetzt|livré|déployé|entregad[oa]|implementad[oa]|implementato|rilasciato|реализован\p{L}*|внедрен\p{L}*|wdrożon\p{L}*)(?!\p{L})|上线|上線|发布|發布|リリース|배포/iu;
