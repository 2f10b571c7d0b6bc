import type { Terminal } from '../terminal.ts';
import { writeJson } from './json.ts';
import { writePretty } from './pretty.ts';
import type { CheckReport } from './report.ts';

/** In which forms `check` reports; the first is the default. */
export const FORMATS = ['pretty', 'json'] as const;
export type Format = (typeof FORMATS)[number];

/** The report in each form, ready for standard output. */
export const WRITERS: Readonly<Record<Format, (report: CheckReport, terminal: Terminal) => string>> = {
  pretty: (report, { colors }) => writePretty(report, colors),
  json: (report) => writeJson(report),
};
