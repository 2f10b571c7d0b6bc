import assert from 'node:assert/strict';
import type { TextDocumentEdit } from 'vscode-languageserver-types';
import type { Finding } from '../../server/src/core/analysis/finding.ts';
import { FIX_ALL, provideCodeActions } from '../../server/src/features/codeAction.ts';
import { type RangeOf, toDiagnostic } from '../../server/src/features/diagnostics.ts';
import { toRange } from '../../server/src/features/convert.ts';
import { uriOf } from '../support/workspace.ts';
import { featureFixture } from './support.ts';

const PLAN = featureFixture('# P\n### Issue #4: A\n**Status:** Open\n').snapshot;

/** A finding over `text` of the plan, whose fixes replace it. */
function finding(text: string, fixes: readonly { title: string; preferred: boolean }[]): Finding {
  const from = PLAN.document.source.text.indexOf(text);
  const span = { from, to: from + text.length };
  return {
    code: 'status/conflict',
    severity: 'warning',
    message: `About ${text}.`,
    span,
    related: [],
    fixes: fixes.map((fix) => ({ ...fix, edits: [{ uri: PLAN.document.uri, span, newText: fix.title }] })),
  };
}

const rangeOf: RangeOf = (uri, span) => {
  const source = PLAN.workspace.documents.get(uri)?.source;
  return source && toRange(source, span);
};
const FINDINGS = [
  finding('Issue', [
    { title: 'Task', preferred: true },
    { title: 'Story', preferred: false },
  ]),
  finding('Open', [{ title: 'Done', preferred: false }]),
  finding('Status', [{ title: 'State', preferred: true }]),
];

interface Asked {
  /** The text at which the editor asks. */
  readonly at: string;
  readonly only?: readonly string[];
}

/** Actions as `kind: title`, the preferred ones with a star, and the edits they make. */
function checkActions({ at, only }: Asked, expected: readonly string[]): void {
  const { document } = PLAN;
  const from = document.source.text.indexOf(at);
  const range = toRange(document.source, { from, to: from + at.length });
  const diagnostics = FINDINGS.map((each) => toDiagnostic(document.uri, rangeOf, each));
  const actions = provideCodeActions(PLAN, FINDINGS, range, {
    only,
    diagnostics,
    versionOf: () => 7,
    createsFiles: true,
  });
  const found = actions.map(({ kind, title, isPreferred, edit, diagnostics: solved }) => {
    const changes = (edit?.documentChanges ?? []) as TextDocumentEdit[];
    assert(
      changes.every(
        ({ textDocument }) => textDocument.version === 7 && textDocument.uri === uriOf('/plan.md'),
      ),
    );
    if (kind === 'quickfix') assert.equal(solved?.length, 1);
    const texts = changes.flatMap(({ edits }) =>
      edits.map((each) => ('newText' in each ? each.newText : '')),
    );
    return `${kind ?? ''}: ${title}${isPreferred ? '*' : ''} -> ${texts.join(', ')}`;
  });
  assert.deepEqual(found, expected);
}

describe('Code actions', () => {
  it('offer the fixes of the finding at a place, the best one first', () => {
    checkActions({ at: 'Issue' }, ['quickfix: Task* -> Task', 'quickfix: Story -> Story']);
  });

  it('offer nothing elsewhere', () => {
    checkActions({ at: 'P' }, []);
  });

  it('take all safe fixes at once when asked to', () => {
    const title = 'Fix all Roadgate findings that have one safe answer';
    checkActions({ at: 'P', only: [FIX_ALL] }, [`${FIX_ALL}: ${title} -> Task, State`]);
    checkActions({ at: 'P', only: ['source.fixAll'] }, [`${FIX_ALL}: ${title} -> Task, State`]);
  });

  it('keep to the kinds that were asked for', () => {
    checkActions({ at: 'Issue', only: ['refactor'] }, []);
    checkActions({ at: 'Open', only: ['quickfix'] }, ['quickfix: Done -> Done']);
  });
});

describe('Diagnostics', () => {
  it('carry code, page, source and the places they are about', () => {
    const [issue] = FINDINGS;
    assert(issue);
    const related = [{ uri: PLAN.document.uri, span: { from: 0, to: 3 }, message: 'Here.' }];
    const diagnostic = toDiagnostic(PLAN.document.uri, rangeOf, { ...issue, related });
    assert.deepEqual(diagnostic, {
      range: { start: { line: 1, character: 4 }, end: { line: 1, character: 9 } },
      severity: 2,
      code: 'status/conflict',
      codeDescription: {
        href: 'https://github.com/roadgate/roadgate/blob/main/docs/rules/status/conflict.md',
      },
      source: 'roadgate',
      message: 'About Issue.',
      relatedInformation: [
        {
          location: {
            uri: PLAN.document.uri,
            range: { start: { line: 0, character: 0 }, end: { line: 0, character: 3 } },
          },
          message: 'Here.',
        },
      ],
    });
  });
});
