import assert from 'node:assert/strict';
import type { TextDocumentEdit } from 'vscode-languageserver-types';
import { prepareRename, provideRename, toRenameEdit } from '../../server/src/features/rename.ts';
import { dedent } from '../support/fixture.ts';
import { featureFixture, pathOf, placeIn } from './support.ts';

/** The files that change when the id at `<|>` becomes `name`, by path; or why it is refused. */
function rename(markup: string, name: string): Record<string, string> | string {
  const test = featureFixture(markup);
  const answer = provideRename(test.snapshot, placeIn(test), name);
  if (answer.kind !== 'edits') return answer.reason;
  const changed: Record<string, string> = {};
  for (const uri of new Set(answer.edits.map((edit) => edit.uri))) {
    const source = test.workspace.documents.get(uri)?.source;
    assert(source);
    const own = answer.edits.filter((edit) => edit.uri === uri);
    for (const [index, { span }] of own.entries())
      assert(
        own.every((other, at) => at === index || other.span.to <= span.from || span.to <= other.span.from),
      );
    const edits = own.map(({ span, newText }) => ({ ...span, text: newText }));
    changed[pathOf(uri)] = source.withChanges(edits.sort((a, b) => b.from - a.from)).text;
  }
  return changed;
}

/** The one file that changes. */
function checkText(markup: string, name: string, expected: string): void {
  assert.deepEqual(rename(markup, name), { '/plan.md': dedent(expected) });
}

function checkRefused(markup: string, name: string, reason: string): void {
  assert.equal(rename(markup, name), reason);
}

/** What of the text at `<|>` is renamed, or why not. */
function prepare(markup: string): string | undefined {
  const test = featureFixture(markup);
  const { source } = test.snapshot.document;
  const answer = prepareRename(test.snapshot, placeIn(test));
  if (answer?.kind !== 'ready') return answer?.reason;
  const text = source.slice({
    from: source.offsetAt(answer.range.start),
    to: source.offsetAt(answer.range.end),
  });
  assert.equal(answer.placeholder, text);
  return text;
}

const PLAN = `
  # Plan
  ## Phase 1: Build
  ### P1-1: Parse
  **Status:** Open
  ### P1-<|>2: Print
  **Status:** Open
  **Depends on:** P1-1
  ### P1-3: Ship
  **Status:** Open
  **Depends on:** P1-2, P1-1
`;

describe('Rename', () => {
  it('changes heading and dependency', () => {
    checkText(
      PLAN,
      'P1-9',
      `
      # Plan
      ## Phase 1: Build
      ### P1-1: Parse
      **Status:** Open
      ### P1-9: Print
      **Status:** Open
      **Depends on:** P1-1
      ### P1-3: Ship
      **Status:** Open
      **Depends on:** P1-9, P1-1
      `,
    );
  });

  it('changes nothing for the same id', () => {
    assert.deepEqual(rename(PLAN, 'P1-2'), {});
    assert.deepEqual(rename(PLAN, ' P1-2 '), {});
  });

  it('changes items, rows, claims, sentences and code marks', () => {
    checkText(
      `
      # Plan
      | Task | Status |
      |---|---|
      | T002 | done |

      ## Tasks
      - [ ] T001 Parse, see \`T002\`
      - [x] T<|>002 **Print** (after T001)
      - [ ] T003 Ship (depends on T002)

      Then T002 is *T002*, not T0021 or XT002.
      `,
      'T010',
      `
      # Plan
      | Task | Status |
      |---|---|
      | T010 | done |

      ## Tasks
      - [ ] T001 Parse, see \`T010\`
      - [x] T010 **Print** (after T001)
      - [ ] T003 Ship (depends on T010)

      Then T010 is *T010*, not T0021 or XT002.
      `,
    );
  });

  it('changes plain numbers where they are ids, and nowhere else', () => {
    checkText(
      `
      # Plan
      | Task | Status | Hours |
      |---|---|---|
      | 1.1 | done | 1.1 |
      ## Phase 1
      ### Task 1.<|>1: Parse 1.1 files
      **Status:** Done
      ### Task 1.2: Print
      **Status:** Open
      **Depends on:** 1.1

      As Task 1.1 says, version 1.1 is out.
      `,
      '1.7',
      `
      # Plan
      | Task | Status | Hours |
      |---|---|---|
      | 1.7 | done | 1.1 |
      ## Phase 1
      ### Task 1.7: Parse 1.1 files
      **Status:** Done
      ### Task 1.2: Print
      **Status:** Open
      **Depends on:** 1.7

      As Task 1.7 says, version 1.1 is out.
      `,
    );
  });

  it('keeps the form of numbers with and without a mark', () => {
    const text = (own: string, other: string, bare: string) => `
      # Plan
      ### Issue ${own}: Parse
      **Status:** Open
      ### Issue #5: Print
      **Depends on:** ${other}

      See issue ${bare} and ${other}.
      `;
    checkText(text('#<|>4', '#4', '4'), '#14', text('#14', '#14', '14'));
    checkText(text('#<|>4', '#4', '4'), '14', text('#14', '#14', '14'));
    checkText(text('#4', '#<|>4', '4'), '14', text('#14', '#14', '14'));
  });

  it('starts from any mention, and goes over all roadmaps and no other file', () => {
    assert.deepEqual(
      rename(
        `
        # Plan
        ### P1-1: Parse
        **Status:** Open
        //- /docs/other.md
        # Other plan
        ### X-1: Pack
        **Status:** Open
        **Depends on:** P1-<|>1
        //- /docs/notes.md
        P1-1 is only mentioned here.
        `,
        'P2-1',
      ),
      {
        '/plan.md': '# Plan\n### P2-1: Parse\n**Status:** Open',
        '/docs/other.md': '# Other plan\n### X-1: Pack\n**Status:** Open\n**Depends on:** P2-1',
      },
    );
  });

  const status = (cursor: string, id: string) => `
    # Plan
    ### Issue ${cursor}#${id}: Show the history
    **Status:** Open
    ### Issue #5: Print
    **Depends on:** #${id}
    //- /status.md
    # Status
    | Issue | Title | Status |
    |---|---|---|
    | #${id} | Show the history | open |
    | #5 | Print | done |

    Next week: the rest of #${id}.
    `;

  it('takes the row of a status page along, from the plan and from the row', () => {
    const expected = Object.fromEntries(
      featureFixture(status('', '14')).fixture.files.map(({ path, text }) => [path, text]),
    );
    assert.deepEqual(rename(status('<|>', '4'), '#14'), expected);
    assert.deepEqual(rename(status('', '4').replace('| #4', '| #<|>4'), '14'), expected);
    const taken = '#8 is taken: “Ship” in line 6 of status.md has it.';
    assert.equal(
      rename(status('<|>', '4').replace('| done |', '| done |\n    | #8 | Ship | open |'), '#8'),
      taken,
    );
  });

  it('takes the item of a status page along, and of no other list', () => {
    const plan = (id: string) =>
      `# P\n### H-${id}: Show the history\n**Status:** Open\n### H-5: B\n**Status:** Open`;
    const list = (title: string, id: string) =>
      `# ${title}\n- [ ] H-${id}: Show the history\n- [ ] H-5: B\n- [x] H-6: C`;
    const files = (title: string) => `//- /plan.md\n${plan('<|>4')}\n//- /now.md\n${list(title, '4')}\n`;
    assert.deepEqual(rename(files('Estado del trabajo'), 'H-14'), {
      '/plan.md': plan('14'),
      '/now.md': `${list('Estado del trabajo', '14')}\n`,
    });
    assert.deepEqual(rename(files('Tareas'), 'H-14'), { '/plan.md': plan('14') });
  });

  it('leaves tasks of other documents alone that only look like it', () => {
    const tasks = (id: string) =>
      `# Tasks\n- [ ] ${id} Create the project\n- [ ] T002 Write it (depends on ${id})\n`;
    const specs = `//- /a/tasks.md\n${tasks('T00<|>1')}//- /b/tasks.md\n${tasks('T001')}`;
    assert.deepEqual(rename(specs, 'T009'), { '/a/tasks.md': tasks('T009').replace(/\n$/, '') });
    // Nobody can say which of the two the row repeats.
    const row =
      '# Status\n| Task | Title | Status |\n|---|---|---|\n| T001 | Create the project | done |\n| T002 | Write it | open |\n';
    assert.deepEqual(rename(`${specs}//- /status.md\n${row}`, 'T009'), {
      '/a/tasks.md': tasks('T009').replace(/\n$/, ''),
    });
  });

  it('renames the task of its own phase where numbers start again', () => {
    const phase = (n: number, first: string, dependency: string) =>
      `## Phase ${n}\n### Task ${first}: A\n**Status:** Open\n### Task 2: B\n**Depends on:** Task ${dependency}\n`;
    checkText(
      `# P\n${phase(1, '1', '1')}${phase(2, '<|>1', '1')}`,
      '7',
      `# P\n${phase(1, '1', '1')}${phase(2, '7', '7')}`,
    );
    checkText(
      `# P\n${phase(1, '<|>1', '1')}${phase(2, '1', '1')}`,
      '7',
      `# P\n${phase(1, '7', '7')}${phase(2, '1', '1')}`,
    );
  });

  it('renames an alias alone', () => {
    const text = (alias: string) => `
      # Plan
      ### BUG-7 + ${alias}: Parse faster
      **Status:** Open
      ### BUG-8: Print
      **Depends on:** ${alias}

      See BUG-7.
      `;
    checkText(text('PERF-<|>1'), 'PERF-4', text('PERF-4'));
  });

  it('keeps dependencies that are said by title', () => {
    const text = (id: string) => `
      # Plan
      ### ${id}: User sign-in
      **Status:** Open
      ### P1-2: Mail
      **Depends on:** user sign-in
      `;
    checkText(text('P1-<|>1'), 'P1-7', text('P1-7'));
    assert.equal(
      prepare(text('P1-1').replace('user sign', 'user si<|>gn')),
      'The id itself does not stand here: put the cursor on the task, or on an end of a range.',
    );
  });

  it('renames the id in front matter, with its quotes', () => {
    const text = (id: string) => `---\nid: "${id}"\ntitle: Parse\nstatus: To Do\n---\n\n## Notes\n`;
    checkText(text('BACK-<|>12'), 'BACK-13', text('BACK-13'));
  });

  it('keeps line ends and a byte-order mark', () => {
    const text = (id: string) => `\ufeff# Plan\r\n### ${id}: Parse\r\n**Status:** Open\r\n\r\nSee ${id}.\r\n`;
    checkText(text('P1-<|>1'), 'P1-2', text('P1-2'));
    const old = (id: string) => text(id).replaceAll('\r\n', '\r');
    checkText(old('P1-<|>1'), 'P1-2', old('P1-2'));
  });

  it('leaves code, comments, HTML, addresses, files and branches alone', () => {
    const text = (id: string) => `
      # Plan
      ### ${id}: Parse
      **Status:** Open
      **Branch:** P1-1
      **Files:** docs/P1-1.md

      <a id="P1-1"></a> <!-- P1-1 --> <https://example.org/P1-1> [${id}](docs/P1-1.md) \`git log --grep P1-1\`

      \`\`\`bash
      git commit -m "P1-1"
      \`\`\`

      <!--
      P1-1
      -->

          P1-1
      `;
    checkText(text('P1-<|>1'), 'P1-2', text('P1-2'));
  });

  it('changes fences of text and diagrams, but no commands', () => {
    const text = (id: string) => `
      # Plan
      ### ${id}: Parse
      **Status:** Open

      \`\`\`
      ${id} (parse) -> P2-2
      \`\`\`

      \`\`\`mermaid
      graph LR; ${id} --> P2-2
      \`\`\`

      **Validate:**

      \`\`\`
      npm test P1-1
      \`\`\`
      `;
    checkText(text('P1-<|>1'), 'P1-2', text('P1-2'));
  });
});

describe('Rename and ranges', () => {
  const plan = (ids: readonly string[], range: string) =>
    `# Plan\n${ids.map((id) => `### ${id}: Do it\n**Status:** Open\n`).join('')}### X-1: Last\n**Depends on:** ${range}\n`;

  it('write out what would mean other tasks', () => {
    checkText(
      plan(['P1-1', 'P1-2', 'P1-3', 'P1-<|>4'], 'P1-1..P1-4'),
      'P1-7',
      plan(['P1-1', 'P1-2', 'P1-3', 'P1-7'], 'P1-1..P1-3, P1-7'),
    );
    checkText(
      plan(['P1-1', 'P1-2', 'P1-<|>3', 'P1-4'], 'P1-1 to P1-4'),
      'Q-1',
      plan(['P1-1', 'P1-2', 'Q-1', 'P1-4'], 'P1-1, P1-2, Q-1, P1-4'),
    );
    checkText(plan(['#<|>3', '#4', '#5'], '#3-#5, X-1'), '#9', plan(['#9', '#4', '#5'], '#9, #4, #5, X-1'));
  });

  it('keep a range that goes by the order of the tasks', () => {
    checkText(plan(['A-1', 'B-1', 'C-<|>1'], 'A-1 to C-1'), 'C-5', plan(['A-1', 'B-1', 'C-5'], 'A-1 to C-5'));
  });

  it('are written out in sentences too', () => {
    const text = (id: string, range: string) => `
      # Plan
      - [ ] T001 Parse
      - [ ] ${id} Print
      - [ ] T003 Ship

      ## Notes

      First ${range}, then the rest.
      `;
    checkText(text('T<|>002', 'T001-T003'), 'T009', text('T009', 'T001, T009, T003'));
    checkText(text('T<|>002', 'T001 – T003'), 'T009', text('T009', 'T001, T009, T003'));
  });
});

describe('Rename and claims', () => {
  it('changes the ends of a range alone, which goes by the order of the tasks', () => {
    const text = (id: string) => `
      # Plan
      ### W-7: Parse
      **Status:** Done
      ### ${id}: Print
      **Status:** Done
      ### W-9: Ship
      **Status:** Open

      ## Progress

      - W-7 – ${id}: done
      `;
    checkText(text('W-<|>8'), 'W-20', text('W-20'));
  });
});

describe('Rename of plain numbers behind a plural', () => {
  const text = (id: string, sentence: string) =>
    `# Plan\n### Task 1: A\n**Status:** Open\n### Task ${id}: B\n**Status:** Open\n### Task 3: C\n**Status:** Open\n\n${sentence}\n`;

  it('knows each of them, and amounts', () => {
    checkText(
      text('<|>2', 'Tasks 1, 2 and 3 take long, task 3, 2 or so, tasks 1 and 3, 2 hours each.'),
      '7',
      text('7', 'Tasks 1, 7 and 3 take long, task 3, 2 or so, tasks 1 and 3, 2 hours each.'),
    );
  });

  it('writes ranges out', () => {
    checkText(text('<|>2', 'Tasks 1-3 and tasks 1–3.'), '7', text('7', 'Tasks 1, 7, 3 and tasks 1, 7, 3.'));
    checkText(text('<|>2', 'Tasks 1 to 2 only.'), '7', text('7', 'Tasks 1, 7 only.'));
  });
});

describe('Rename and links', () => {
  it('follow the anchor of the heading, in all documents', () => {
    assert.deepEqual(
      rename(
        `
        # Plan
        [first](#p1-1-parse), [other](#p1-2-print), [user](#user-content-p1-1-parse)
        ## Phase 1
        ### P1-<|>1: Parse
        **Status:** Open
        ### P1-2: Print
        **Status:** Open

        [ref]: #p1-1-parse
        //- /docs/guide.md
        # Guide
        See [P1-1](../plan.md#p1-1-parse), [it](../plan.md), [here](#p1-1-parse) and [page](../plan#P1-1-Parse).
        //- /docs/sub/plan.md
        # Other
        [another](plan.md#p1-1-parse)
        `,
        'P1-9',
      ),
      {
        '/plan.md': dedent(`
          # Plan
          [first](#p1-9-parse), [other](#p1-2-print), [user](#user-content-p1-9-parse)
          ## Phase 1
          ### P1-9: Parse
          **Status:** Open
          ### P1-2: Print
          **Status:** Open

          [ref]: #p1-9-parse`).replace(/\n$/, ''),
        '/docs/guide.md':
          '# Guide\nSee [P1-1](../plan.md#p1-9-parse), [it](../plan.md), [here](#p1-1-parse) and [page](../plan#p1-9-parse).',
      },
    );
  });

  it('follow headings that name the task, and those whose number changes', () => {
    checkText(
      '# Plan\n[a](#p1-1) [b](#p1-1-1) [c](#notes-on-p1-1)\n## Phase 1\n### P1-<|>1\n**Status:** Open\n## Log\n### P1-1 \n## Notes on P1-1\n',
      'P1-2',
      '# Plan\n[a](#p1-2) [b](#p1-1) [c](#notes-on-p1-2)\n## Phase 1\n### P1-2\n**Status:** Open\n## Log\n### P1-1 \n## Notes on P1-2\n',
    );
  });
});

describe('Rename is refused', () => {
  it('for what cannot be an id', () => {
    checkRefused(PLAN, '  ', 'A task needs an id: the new one is empty.');
    checkRefused(PLAN, 'P1 9', 'An id has no blanks: “P1 9” cannot be one.');
    checkRefused(PLAN, '#', '“#” is no id: it needs a letter or a number.');
    const reason = (name: string) =>
      `“${name}” would not be read as the id of the task in line 5 of plan.md; ids of this document look like P1-1.`;
    for (const name of ['P1-9:', 'Printer', 'P1-9](x)', '`P1-9`', '<!--P1-9', 'P1-9|', '2026'])
      checkRefused(PLAN, name, reason(name));
  });

  it('for an id that is taken, with its place', () => {
    checkRefused(PLAN, 'P1-3', 'P1-3 is taken: “Ship” in line 8 has it.');
    checkRefused(PLAN, 'p1-3', 'P1-3 is taken: “Ship” in line 8 has it.');
    checkRefused(
      '# P\n## Phase 1\n### P1-<|>1: A\n**Status:** Open\n## Phase 2\n### P2-1: B\n**Status:** Open\n',
      'P2-1',
      'P2-1 is taken: “B” in line 6 has it.',
    );
    checkRefused(
      '# P\n### BUG-<|>7 + PERF-1: A\n**Status:** Open\n',
      'PERF-1',
      'The task has that id already: it would have the same one twice.',
    );
  });

  it('where an id of another document would come to mean this task', () => {
    checkRefused(
      `
      # Plan
      ### P1-<|>1: Parse
      **Status:** Open
      ### P1-2: Print
      **Depends on:** X-1
      //- /other.md
      # Other plan
      ### X-1: Pack
      **Status:** Open
      `,
      'X-1',
      'An id in line 5 of plan.md would mean another task than it does: “X-1” is in use there.',
    );
  });

  it('where numbers start again and another phase would be meant', () => {
    const reason = rename(
      '# P\n## Phase 1\n### Task <|>1: A\n**Status:** Open\n### Task 2: B\n**Status:** Open\n## Phase 2\n### Task 1: C\n**Status:** Open\n### Task 3: D\n**Status:** Open\n\n## Notes\n\nTask 3 is hard.\n',
      '3',
    );
    assert.equal(
      reason,
      'An id in line 15 of plan.md would mean another task than it does: “3” is in use there.',
    );
  });

  it('where there is no id of a task', () => {
    assert.equal(
      prepare('# P\n### P1-1: A\n**Status:** Op<|>en\n'),
      'There is no id of a task here: put the cursor on one, in the heading of a task or where it is named.',
    );
    assert.equal(
      prepare('# P\n## Phase <|>1: Build\n### P1-1: A\n**Status:** Open\n'),
      'Phase 1 is the name of a phase or group: only ids of tasks can be renamed.',
    );
    assert.equal(
      prepare('# P\n### P1-1: A\n**Files:** `src/a<|>.js`\n'),
      'src/a.js is a file: only ids of tasks can be renamed here.',
    );
    assert.equal(
      prepare('# Plan\n- [ ] Do <|>it\n- [x] Done\n- [ ] More\n'),
      '“Do it” has no id of its own that could be renamed: write one before its title.',
    );
    assert.equal(
      prepare('# Plan\n### Priority <|>1: Speed\n**Status:** Open\n**Effort:** 3h\n'),
      '1 is no id that is written for “Speed”, it is the number in its name: change it there.',
    );
    assert.equal(
      prepare(
        '# P\n### #3: A\n**Status:** Open\n### #4: B\n### #5: C\n### #6: D\n**Depends on:** #3<|> - #5\n',
      ),
      '#3',
    );
    assert.equal(
      prepare(
        '# P\n### #3: A\n**Status:** Open\n### #4: B\n### #5: C\n### #6: D\n**Depends on:** #3 -<|> #5\n',
      ),
      'The id itself does not stand here: put the cursor on the task, or on an end of a range.',
    );
  });

  it('where the id stays as it is', () => {
    const reason =
      'P1-1 stays as it is here, in code, a comment or an address: put the cursor on the task, or where a sentence names it.';
    const plan = '# P\n### P1-1: A\n**Status:** Open\n\n';
    for (const text of ['```sh\nrun P1<|>-1\n```', '`run P1<|>-1`', '<!-- P1<|>-1 -->']) {
      assert.equal(prepare(`${plan}${text}\n`), reason);
      checkRefused(`${plan}${text}\n`, 'P1-2', reason);
    }
    assert.equal(prepare(`${plan}\`\`\`text\nP1<|>-1\n\`\`\`\n`), 'P1-1');
    assert.equal(prepare(`${plan}Then \`P1<|>-1\`.\n`), 'P1-1');
  });

  it('without a word in documents that are no roadmaps', () => {
    assert.equal(prepare('# Notes\n\nP1-<|>1\n'), undefined);
  });
});

describe('Prepare rename', () => {
  it('takes the id without its kind word', () => {
    assert.equal(prepare('# P\n### Task <|>1.1: A\n**Status:** Open\n'), '1.1');
    assert.equal(prepare('# P\n### Task 1.1: A\n### Task 1.2: B\n**Depends on:** Ta<|>sk 1.1\n'), '1.1');
    assert.equal(prepare('# P\n### Issue <|>#4: A\n**Status:** Open\n'), '#4');
  });
});

describe('The edit of a rename', () => {
  const test = featureFixture(`${dedent(PLAN)}\n[x](#p1-2-print)\n`);
  const answer = provideRename(test.snapshot, placeIn(test), 'P1-9');
  assert(answer.kind === 'edits');
  const uri = test.snapshot.document.uri;

  it('carries the version of what is open', () => {
    const form = { versionOf: () => 7, documentChanges: true, annotations: false };
    const edit = toRenameEdit(test, answer.edits, form);
    const [changed] = edit.documentChanges as TextDocumentEdit[];
    assert.deepEqual(changed?.textDocument, { uri, version: 7 });
    assert.deepEqual(changed.edits[0], {
      range: { start: { line: 4, character: 4 }, end: { line: 4, character: 8 } },
      newText: 'P1-9',
    });
    assert.equal(edit.changeAnnotations, undefined);
  });

  it('says what each change is for, where that is shown', () => {
    const form = { versionOf: () => 7, documentChanges: true, annotations: true };
    const edit = toRenameEdit(test, answer.edits, form);
    const [changed] = edit.documentChanges as TextDocumentEdit[];
    const kinds = changed?.edits.map((each) => ('annotationId' in each ? each.annotationId : ''));
    assert.deepEqual(kinds, ['id', 'id', 'link']);
    assert.deepEqual(Object.keys(edit.changeAnnotations ?? {}), ['id', 'link']);
  });

  it('is a plain list for an editor that knows no versions', () => {
    const form = { versionOf: () => 7, documentChanges: false, annotations: true };
    const edit = toRenameEdit(test, answer.edits, form);
    assert.deepEqual(Object.keys(edit), ['changes']);
    assert.equal(edit.changes?.[uri]?.length, 3);
  });
});
