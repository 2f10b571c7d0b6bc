const PATTERN = /^PT(\d{8})(\d)$/;

/**
 * Reads a parcel number as people type it: `pt 1234 5678 5` is `PT123456785`.
 * Returns undefined for anything that is not a parcel number.
 */
export function parseParcelNumber(input) {
  const compact = input.replace(/[\s-]/g, '').toUpperCase();
  const match = PATTERN.exec(compact);
  if (!match) return undefined;
  const [, digits, check] = match;
  return checkDigit(digits) === check ? compact : undefined;
}

/** The ninth character of a parcel number, from the eight digits before it. */
export function checkDigit(digits) {
  const weights = [8, 6, 4, 2, 3, 5, 9, 7];
  const sum = weights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  const rest = 11 - (sum % 11);
  if (rest === 11) return '5';
  return rest === 10 ? 'X' : String(rest);
}
