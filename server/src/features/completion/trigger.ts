import { isLinkStyle, type Target } from './target.ts';

/** Characters after which something may be meant. */
export const COMPLETION_TRIGGERS = [' ', '*', '`', '[', '(', ':', '#', '-', '/', '.'] as const;

/**
 * Whether the character that was typed last asks for it: a list that comes up unasked must be wanted.
 * @param typed undefined if a person asked.
 */
export function isInvited(target: Target, typed: string | undefined): boolean {
  return typed === undefined || isWithin(target, typed) || isBegin(target, typed);
}

/**
 * Whether the character stands within the word: the blank of a status, the slash of a branch. The editor asks
 * anew for each, and without an answer would close the list that it shows.
 */
export function isWithin(target: Target, typed: string): boolean {
  const { kind, word } = target;
  const isOwn =
    kind === 'id' || kind === 'path' || kind === 'lines' || (kind === 'field' && target.marks === '');
  return !isOwn && word.typed.length > 1 && word.typed.endsWith(typed);
}

function isBegin(target: Target, typed: string): boolean {
  const { kind, word } = target;
  switch (typed) {
    case ' ':
      return isValue(target);
    case '*':
      return kind === 'field' && target.marks === '**';
    case '`':
      return (isValue(target) || (kind === 'path' && target.expected)) && word.typed === '';
    case '[':
      return kind === 'id' && (target.place === 'wiki-link' || target.place === 'entry');
    case '(':
      return kind === 'path' && isLinkStyle(target.style);
    case ':':
      return kind === 'lines';
    case '#':
      return kind === 'id' || kind === 'lines' || kind === 'heading';
    case '-':
      return kind === 'lines' || ((kind === 'id' || kind === 'path') && word.typed !== '');
    default:
      return kind === 'path' || (kind === 'id' && word.typed !== '');
  }
}

function isValue(target: Target): boolean {
  switch (target.kind) {
    case 'id':
      return target.place === 'first' || target.place === 'entry';
    case 'label':
      return target.entry;
    case 'status':
    case 'branch':
      return true;
    case 'field':
    case 'path':
    case 'lines':
    case 'heading':
      return false;
  }
}
