import { digest } from './marker.ts';

/**
 * The colour of a label that the roadmap gives none: words for how urgent and how far something is look alike
 * in all repositories, other labels always get the same colour of a palette.
 */
export function labelColor(name: string): string {
  const word = name.toLowerCase().replace(/^[^:/]{1,20}[:/]\s*(?=\S)/, '');
  for (const [pattern, color] of KNOWN) if (pattern.test(word)) return color;
  const index = Number(BigInt(`0x${digest(name.toLowerCase())}`) % BigInt(PALETTE.length));
  return PALETTE[index] ?? 'ededed';
}

const KNOWN: readonly (readonly [RegExp, string])[] = [
  [/^(?:critical|blocker|urgent|p0|severity-1)$/, 'b60205'],
  [/^(?:high|p1|important)$/, 'd93f0b'],
  [/^(?:medium|normal|p2)$/, 'fbca04'],
  [/^(?:low|minor|p3|p4)$/, '0e8a16'],
  [/^(?:bug|defect|regression)$/, 'd73a4a'],
  [/^(?:security|vulnerability)$/, 'ee0701'],
  [/^epic$/, '3e4b9e'],
  [/^(?:documentation|docs)$/, '0075ca'],
  [/^(?:enhancement|feature)$/, 'a2eeef'],
  [/^breaking(?:-change)?$/, 'e11d21'],
  [/^blocked$/, 'b60205'],
  [/^(?:in-progress|in progress|wip|doing)$/, '1d76db'],
  [/^(?:review|in-review|in review)$/, '5319e7'],
  [/^done$/, '0e8a16'],
  [/^(?:todo|to do|backlog)$/, 'ededed'],
];

/** Colours of the forge's own picker that are told apart and can be read with black or white text. */
const PALETTE = [
  '1d76db',
  '0052cc',
  '5319e7',
  '006b75',
  'c5def5',
  'bfd4f2',
  'd4c5f9',
  'c2e0c6',
  'bfdadc',
  'fef2c0',
  'f9d0c4',
  'e99695',
] as const;
