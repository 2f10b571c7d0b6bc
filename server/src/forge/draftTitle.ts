/** For forges where nothing but its title tells that a pull request is a draft. */
export interface DraftTitles {
  isDraft(title: string): boolean;
  /** The title without the words that make a draft of it. */
  plain(title: string): string;
  /** The title of a draft, or of what is none, whatever it was before. */
  marked(title: string, draft: boolean): string;
}

/**
 * @param prefix what is written, with the blank behind it: `Draft: `
 * @param pattern all that the forge takes for a draft, at the beginning of a title
 */
export function draftTitles(prefix: string, pattern: RegExp): DraftTitles {
  const plain = (title: string): string => title.replace(pattern, '');
  return {
    isDraft: (title) => pattern.test(title),
    plain,
    marked: (title, draft) => (draft ? prefix : '') + plain(title),
  };
}
