import * as z from 'zod';

/** Where tools write their coverage reports, relative to the project, the likeliest first. */
export const USUAL_REPORTS: readonly string[] = [
  'coverage/lcov.info',
  'lcov.info',
  'coverage/coverage-summary.json',
  'coverage.json',
  'coverage/coverage.json',
  'coverage.xml',
  'coverage/cobertura-coverage.xml',
  'cobertura.xml',
  'target/site/cobertura/coverage.xml',
];

/**
 * The share of covered lines that a report states, in percent: lcov, Cobertura, or the JSON of coverage.py and of
 * Istanbul's summary. Undefined for a text that is none of these, or counts no line.
 */
export function coverageOf(text: string): number | undefined {
  const start = text.trimStart();
  if (start.startsWith('{')) return fromJson(start);
  if (start.startsWith('<')) return fromCobertura(start);
  return fromLcov(text);
}

function fromLcov(text: string): number | undefined {
  let found = 0;
  let hit = 0;
  for (const [, kind, count] of text.matchAll(/^L([FH]):(\d+)\s*$/gm)) {
    if (kind === 'F') found += Number(count);
    else hit += Number(count);
  }
  return found === 0 ? undefined : (100 * hit) / found;
}

function fromCobertura(text: string): number | undefined {
  const root = /<coverage\b[^>]*>/.exec(text)?.[0] ?? '';
  const [, covered] = /\blines-covered="(\d+)"/.exec(root) ?? [];
  const [, valid] = /\blines-valid="(\d+)"/.exec(root) ?? [];
  if (covered !== undefined && Number(valid) > 0) return (100 * Number(covered)) / Number(valid);
  const [, rate] = /\bline-rate="([\d.]+)"/.exec(root) ?? [];
  return rate === undefined || Number.isNaN(Number(rate)) ? undefined : 100 * Number(rate);
}

const CoveragePy = z.object({ totals: z.object({ percent_covered: z.number() }) });
const Istanbul = z.object({ total: z.object({ lines: z.object({ pct: z.number() }) }) });

function fromJson(text: string): number | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  return (
    CoveragePy.safeParse(value).data?.totals.percent_covered ??
    Istanbul.safeParse(value).data?.total.lines.pct
  );
}
