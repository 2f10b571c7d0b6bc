import {
  IBM_437,
  IBM_850,
  LATIN_1,
  MAC_ROMAN,
  misread,
  WINDOWS_1252,
  WINDOWS_1254,
} from '../text/codePages.ts';
import { fold } from './vocabulary/index.ts';

const PAGES = [WINDOWS_1252, WINDOWS_1254, LATIN_1, IBM_437, IBM_850, MAC_ROMAN];
const CONTROLS = /[\u0080-\u009f]/g;

/**
 * A sign as it is and as it looks in documents whose UTF-8 was read as another code page, also twice. Bytes that
 * the page has no character for are dropped by some editors and kept as control characters by others.
 */
export function damagedForms(sign: string): ReadonlySet<string> {
  const once = PAGES.map((page) => misread(sign, page));
  const twice = misread(misread(sign, WINDOWS_1252), WINDOWS_1252);
  const whole = [...once, twice];
  // What is left of ISO 8859-1 without its control characters is a letter.
  const dropped = whole.filter((form) => form.replace(CONTROLS, '').length > 1);
  return new Set([sign, ...whole, ...dropped.map((form) => form.replace(CONTROLS, ''))]);
}

const DASHES = ['–', '—'].flatMap((dash) => [...damagedForms(dash)].filter((form) => form !== dash));

/** Source of a pattern for a dash in its damaged forms. */
export const DAMAGED_DASH = `(?:${DASHES.join('|')})`;

/** The same for text that was folded or made small. */
export const FOLDED_DAMAGED_DASH = `(?:${[...new Set(DASHES.flatMap((form) => [form, form.toLowerCase(), fold(form)]))].join('|')})`;

/** Source of a pattern for any of the forms of some signs but the signs themselves; quick where none begins. */
export function anyDamaged(signs: readonly string[]): string {
  const forms = signs.flatMap((sign) => [...damagedForms(sign)].filter((form) => form !== sign));
  const sorted = [...new Set(forms)].sort((a, b) => b.length - a.length);
  const leads = new Set(sorted.map((form) => form.charAt(0)));
  return `(?=[${[...leads].join('')}])(?:${sorted.map(escapeForPattern).join('|')})`;
}

function escapeForPattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, '\\$&');
}
