/** A number that an issue of the document has been given: `(#57)`, `[#57]` at the end of the title. */
export function splitNumber(title: string): { readonly title: string; readonly number: number | null } {
  const match = /\s*[([]#(\d{1,9})[)\]]$/.exec(title);
  if (match === null) return { title: title.trim(), number: null };
  return { title: title.slice(0, match.index).trim(), number: Number(match[1]) };
}
