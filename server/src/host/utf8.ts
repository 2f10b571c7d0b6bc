import { isUtf8 } from 'node:buffer';

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** The 1-based line of the first bytes that are no UTF-8; undefined if all are. */
export function findInvalidUtf8(bytes: Uint8Array): number | undefined {
  if (isUtf8(bytes)) return undefined;
  let line = 1;
  for (let from = 0; from < bytes.length; line++) {
    let to = from;
    while (to < bytes.length && bytes[to] !== LINE_FEED && bytes[to] !== CARRIAGE_RETURN) to++;
    // No character but these two holds their bytes, so that no cut goes through one.
    if (!isUtf8(bytes.subarray(from, to))) return line;
    from = to + (bytes[to] === CARRIAGE_RETURN && bytes[to + 1] === LINE_FEED ? 2 : 1);
  }
  return line;
}
