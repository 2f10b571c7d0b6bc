import { gateDigest } from './digest.ts';
import type { GatePlan } from './plan.ts';

/** The gates that may run: digests of exact scripts (see `gateDigest`). */
export type ApprovedGates = ReadonlySet<string>;

/** A gate that waits for a person's word, with what to remember once it is given. */
export interface Unapproved {
  readonly plan: GatePlan;
  readonly digest: string;
}

/** Those of `plans` whose exact script was never approved, each script once, in order. */
export async function unapproved(plans: readonly GatePlan[], approved: ApprovedGates): Promise<Unapproved[]> {
  const waiting = new Map<string, Unapproved>();
  for (const plan of plans) {
    const digest = await gateDigest(plan);
    if (!approved.has(digest) && !waiting.has(digest)) waiting.set(digest, { plan, digest });
  }
  return [...waiting.values()];
}

/**
 * Reads a file of approved digests: one per line, what follows it is for people, `#` starts a comment.
 * Anything that is no digest approves nothing.
 */
export function parseApprovals(text: string): ApprovedGates {
  const digests = text.split(/\r\n?|\n/).map((line) => /^[0-9a-f]{64}(?=\s|$)/.exec(line)?.[0]);
  return new Set(digests.filter((digest) => digest !== undefined));
}

/**
 * A script as it may be shown where a person decides over it. Characters that would hide or reorder text
 * (terminal controls, bidirectional marks, zero-width ones, unusual blanks) are written out.
 */
export function visibleText(script: string): string {
  return script.replace(HIDING, (character) => {
    if (character === '\n' || character === '\t') return character;
    const code = character.codePointAt(0) ?? 0;
    return `\\u{${code.toString(16).toUpperCase().padStart(4, '0')}}`;
  });
}

/** Controls, formats (bidirectional and zero-width among them), separators but the plain blank, and fillers. */
const HIDING = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\u115F\u1160\u3164\uFFA0\u2800]|(?! )\p{Zs}/gu;
