import { writeGitHub } from './github.ts';
import { writeJson } from './json.ts';
import { writeJUnit } from './junit.ts';
import { writePretty } from './pretty.ts';
import type { CheckReport } from './report.ts';
import { writeSarif } from './sarif.ts';

/** In which forms `check` reports; the first is the default. */
export const FORMATS = ['pretty', 'json', 'sarif', 'github', 'junit'] as const;
export type Format = (typeof FORMATS)[number];

export interface WriteOptions {
  readonly colors: boolean;
  /** Of this program. */
  readonly version: string;
}

/** Forms for services that know the repository, and not where in it the command ran. */
export const REPOSITORY_FORMATS: ReadonlySet<Format> = new Set(['sarif', 'github']);

/** The report in each form, ready for standard output. */
export const WRITERS: Readonly<Record<Format, (report: CheckReport, options: WriteOptions) => string>> = {
  pretty: (report, { colors }) => writePretty(report, colors),
  json: writeJson,
  sarif: (report, { version }) => writeSarif(report, version),
  github: writeGitHub,
  junit: writeJUnit,
};
