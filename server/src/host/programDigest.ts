import { createHash } from 'node:crypto';
import fs from 'node:fs';

/**
 * What tells one build of a bundle from all others, for what is kept of its results. Undefined where the program runs from
 * its source, which changes while it is worked on, and where the bundle cannot be read.
 * @param bundle a file beside the running one (`./parser.cjs`).
 */
export function programDigest(bundle: string): string | undefined {
  if (import.meta.url.endsWith('.ts')) return undefined;
  try {
    return createHash('sha256')
      .update(fs.readFileSync(new URL(bundle, import.meta.url)))
      .digest('hex');
  } catch {
    return undefined;
  }
}
