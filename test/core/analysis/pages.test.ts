import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { checkDocument } from '../../../server/src/core/analysis/check.ts';
import { type Drift, driftKey } from '../../../server/src/core/analysis/drifts.ts';
import { EMPTY_HISTORY } from '../../../server/src/core/analysis/history.ts';
import { type GateRun, NO_RUNS } from '../../../server/src/core/analysis/gateRuns.ts';
import { RULES } from '../../../server/src/core/analysis/registry.ts';
import type { Fixture } from '../../support/fixture.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { MERGED, statesOf } from '../../support/branchStates.ts';
import { RUN, runsOf } from '../../support/gateRuns.ts';
import { uriOf, workspaceFrom } from '../../support/workspace.ts';

const PAGES = new URL('../../../docs/rules/', import.meta.url);

describe('the pages of the rules', () => {
  it('are one per rule', () => {
    const pages = readdirSync(PAGES, { recursive: true, encoding: 'utf8' })
      .map((file) => file.replaceAll('\\', '/'))
      .filter((file) => file.endsWith('.md') && file !== 'README.md');
    assert.deepEqual(pages.toSorted(), RULES.map(({ code }) => `${code}.md`).toSorted());
  });

  it('are all in the index, with their severity', () => {
    const index = readFileSync(new URL('README.md', PAGES), 'utf8');
    const rows = [...index.matchAll(/^\| \[(\S+)\]\((\S+)\) +\| (\w+) +\| \S.*\|$/gm)].map(
      ([, code, page, severity]) => [code, page, severity],
    );
    assert.deepEqual(
      rows,
      RULES.map(({ code, severity }) => [code, `${code}.md`, severity]),
    );
  });

  for (const rule of RULES) {
    describe(rule.code, () => {
      const page = readFileSync(new URL(`${rule.code}.md`, PAGES), 'utf8');

      it('names the rule and its severity', () => {
        assert.match(page, new RegExp(`^# ${rule.code}\n`));
        assert.match(page, new RegExp(`^Severity: \\*\\*${rule.severity}\\*\\*`, 'm'));
        assert.ok(page.includes(`roadgate-disable-next-line ${rule.code} --`));
        assert.ok(page.includes(`  ${rule.code}: off`));
      });

      it('says why, and when to turn it off', () => {
        assert.match(firstParagraph(page, 'Why'), /^\S[^]{40,}[.:!?]$/);
        const when = firstParagraph(page, 'When to turn it off');
        assert.match(when, /^\S[^]{40,}\.$/);
        assert.doesNotMatch(when, /^For one line/, 'how is not when');
      });

      it('has a wrong example with one finding, at its full severity', async () => {
        const findings = await check(
          exampleIn(page, 'Wrong'),
          movedLinesIn(page),
          runIn(page, 'Wrong'),
          mergedIn(page),
        );
        const own = findings.filter(({ code }) => code === rule.code);
        assert.deepEqual(
          own.map(({ severity }) => severity),
          [rule.severity],
        );
      });

      it('has a right example, right by every rule', async () => {
        assert.deepEqual(await check(exampleIn(page, 'Right'), [], runIn(page, 'Right')), []);
      });
    });
  }
});

async function check(
  fixture: Fixture,
  moved: readonly MovedLine[],
  run: GateRun | undefined,
  merged: readonly string[] = [],
) {
  const project = workspaceFrom(fixture);
  const uri = uriOf('/ROADMAP.md');
  const document = project.workspace.documents.get(uri);
  assert.ok(document !== undefined);
  const drifts = moved.flatMap(({ path, from, to }) =>
    document.references.map((reference): readonly [string, Drift] => [
      driftKey(document, reference, path, [from, from]),
      { since: COMMIT, whereabouts: { kind: 'moved', lines: [to, to], exact: true } },
    ]),
  );
  const history = { ...EMPTY_HISTORY, drifts: new Map(drifts) };
  const gates = run ? runsOf(document, run) : NO_RUNS;
  const branches = statesOf(...merged.map((name) => ({ ...MERGED, name })));
  return checkDocument(project.workspace, uri, { ...(await project.facts(uri)), history, gates, branches });
}

/** The branches of which the sentence before the wrong example tells that they are merged. */
function mergedIn(page: string): readonly string[] {
  return [...page.matchAll(/^While `([^`]+)` is merged into `main`:/gm)].map(([, name = '']) => name);
}

/** What the sentence before an example tells of its gate. */
function runIn(page: string, heading: string): GateRun | undefined {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('```')[0] ?? '';
  const told = /whose gate (passed|failed) (when it last ran|before the last commit)/.exec(section);
  if (told === null) return undefined;
  const outcome = told[1] === 'passed' ? 'passed' : 'failed';
  return { ...RUN, outcome, fresh: told[2] === 'when it last ran' };
}

const COMMIT = {
  id: '0'.repeat(40),
  date: '2025-03-01',
  time: Date.parse('2025-03-01') / 1000,
  subject: 'Plan',
};

interface MovedLine {
  readonly path: string;
  readonly from: number;
  readonly to: number;
}

/** What the sentence before the wrong example tells of lines that moved. */
function movedLinesIn(page: string): readonly MovedLine[] {
  const moved = /`([^`]+)` \(\d+ lines\), where line (\d+) became line (\d+)/g;
  return [...page.matchAll(moved)].map(([, path = '', from, to]) => ({
    path,
    from: Number(from),
    to: Number(to),
  }));
}

/** The first paragraph below a heading; empty if there is none. */
function firstParagraph(page: string, heading: string): string {
  const section = page.split(`\n## ${heading}\n`)[1] ?? '';
  return section.trimStart().split('\n\n', 1)[0] ?? '';
}

/** The fence below a heading, in the project that the sentence before it describes. */
function exampleIn(page: string, heading: string): Fixture {
  const section = page.split(`\n## ${heading}\n`)[1]?.split('\n## When to turn it off')[0] ?? '';
  const project = /^In a project with ([^]*?):\n/m.exec(section.split(/`{3}/)[0] ?? '')?.[1] ?? '';
  const files = [...project.matchAll(/`([^`]+)` \((\d+) lines\)/g)].map(([, path = '', lines = '0']) =>
    file(`/${path}`, 'text\n'.repeat(Number(lines))),
  );
  // A document with a fence stands in a longer one.
  const text = /(`{3,})markdown\n([^]*?)\1/.exec(section)?.[2];
  assert.ok(text !== undefined, `no example below ${heading}`);
  return { files: [file('/ROADMAP.md', text), ...files] };
}

function file(path: string, text: string): Fixture['files'][number] {
  return { path, text, source: new SourceText(text), cursor: undefined, ranges: [], expected: [] };
}
