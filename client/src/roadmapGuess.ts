/**
 * Whether a Markdown text is worth starting the server for. A guess that may err towards yes: the parser
 * decides. A README of plain prose wakes nothing.
 */
export function mayBeRoadmap(text: string): boolean {
  return SIGNS.test(text.length > LIMIT ? text.slice(0, LIMIT) : text);
}

/** UTF-16 code units that are looked at. */
const LIMIT = 200_000;

// A box, a heading that carries a number, a table, front matter, or our own comment.
const SIGNS =
  /^[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+\[[^\]\r\n]{0,4}\]|^#{1,6}[ \t][^\r\n]*\d|^[ \t]*\|[^\r\n]*\||^\ufeff?---[ \t]*$|<!-- roadgate/m;
