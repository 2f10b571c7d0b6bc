import assert from 'node:assert/strict';
import { EDITING_ROOM } from '../../../server/src/core/markdown/layout.ts';
import { parseMarkdown } from '../../../server/src/core/markdown/tree.ts';
import { cursorOf, readFixture } from '../../support/fixture.ts';
import { checkAccepted, checkFirst, checkProposed, complete, labels, shown } from './support.ts';

const PLAN = `
  # Plan
  ## Phase 1: Base
  ### P1-1: Store
  **Status:** Done
  ### P1-2: Server
  **Status:** Open
  **Depends on**: P1-1
  ## Phase 2: Edges
  ### P2-1: Labels
  **Status:** Open
  ### P2-2: Mail
  **Status:** Open
`;

describe('Completion of task ids', () => {
  it('proposes the ids of the nearest section first, then groups', async () => {
    await checkProposed(`${PLAN}  **Depends on:** <|>\n`, ['P2-1', 'P1-2', 'P1-1', 'Phase 1', 'None']);
  });

  it('tells title and status, and marks what is done', async () => {
    const { list } = await complete(`${PLAN}  **Depends on:** <|>\n`);
    assert.deepEqual(list?.items.map(shown), [
      'P2-1|Labels|to do',
      'P1-2|Server|to do',
      'P1-1|Store|✓ done',
      'Phase 1|Base|',
      'None||',
    ]);
  });

  it('comes up behind the label, behind a comma and with the dash', async () => {
    await checkFirst(`${PLAN}  **Depends on:** <|>\n`, ['P2-1'], ' ');
    await checkFirst(`${PLAN}  **Depends on:** P1-1, <|>\n`, ['P2-1'], ' ');
    await checkProposed(`${PLAN}  **Depends on:** P1-<|>\n`, ['P1-2', 'P1-1'], '-');
    await checkProposed(`${PLAN}  **Depends on:** A well-<|>\n`, [], '-');
    await checkProposed(`${PLAN}  **Depends on:** P1-1 <|>\n`, [], ' ');
    await checkProposed(`${PLAN}  **Depends on:** [<|>\n`, [], '[');
  });

  it('tells the title that the plan has, not the row of a status page', async () => {
    const { list } = await complete(`
      //- /docs/plan.md
      # P
      ### A-9: B
      **Status:** Open
      **Depends on:** <|>
      //- /docs/STATUS.md
      # Status
      | ID | Status |
      | --- | --- |
      | A-4 | Open |
      | A-5 | Open |
      //- /ROADMAP.md
      # Plan
      ### A-4: Store
      **Status:** Open
      `);
    assert.deepEqual(list?.items.map(shown), [
      'A-4|Store|ROADMAP.md · to do',
      'A-5|A-5|docs/STATUS.md · to do',
      'None||',
    ]);
  });

  it('comes up where the text of an item begins to name what it depends on', async () => {
    const plan = '# Plan\n- [x] T001 Dig\n- [ ] T002 Sow\n- [ ] T003 Reap';
    await checkProposed(`${plan} (depends on <|>)\n`, ['T002', 'T001'], ' ');
    await checkProposed(`${plan} (depends on T001, <|>\n`, ['T002'], ' ');
    await checkProposed(`${plan}, blocked by T0<|>\n`, ['T002', 'T001']);
    await checkProposed(`${plan} (after <|>)\n`, ['T002', 'T001'], ' ');
    await checkProposed(`${plan} the day after <|>\n`, [], ' ');
    await checkProposed(`${plan} (depends on T001) and <|>\n`, [], ' ');
    await checkProposed(`${plan} (depends on the <|>\n`, [], ' ');
    await checkAccepted(`${plan} (depends on T0<|>)\n`, 'T001', '- [ ] T003 Reap (depends on T001)');
  });

  it('leaves out what is named already', async () => {
    await checkProposed(`${PLAN}  **Depends on:** P1-1, <|>\n`, ['P2-1', 'P1-2', 'Phase 1']);
  });

  it('leaves out what would close a circle', async () => {
    await checkProposed(
      `
      # Plan
      ### P1-1: A
      **Status:** Open
      **Depends on:** <|>
      ### P1-2: B
      **Depends on:** P1-1
      ### P1-3: C
      **Depends on:** P1-2
      ### P1-4: D
      **Status:** Open
      `,
      ['P1-4', 'None'],
    );
  });

  it('means the nearest of several tasks with one id', async () => {
    await checkProposed(
      `
      # Plan
      ## Phase 1
      ### Task 1: A
      **Status:** Open
      ### Task 2: B
      **Status:** Open
      ## Phase 2
      ### Task 1: C
      **Status:** Open
      **Depends on:** <|>
      ### Task 2: D
      **Depends on:** Task 1
      `,
      ['Phase 1', 'None'],
    );
  });

  it('names what a task blocks, but nothing that it waits for', async () => {
    await checkProposed(
      `
      # Plan
      ### P1-1: A
      **Status:** Open
      ### P1-2: B
      **Depends on:** P1-1
      ### P1-3: C
      **Depends on:** P1-2
      **Blocks:** P1-4, <|>
      ### P1-4: D
      **Status:** Open
      ### P1-5: E
      **Depends on:** P1-3
      `,
      ['P1-5'],
      ' ',
    );
  });

  it('replaces the half that is typed, and the rest of the word if wished', async () => {
    await checkAccepted(`${PLAN}  **Depends on:** P<|>, P1-1\n`, 'P2-1', '**Depends on:** P2-1, P1-1');
    const middle = `${PLAN}  **Depends on:** P2-<|>9, P1-1\n`;
    await checkAccepted(middle, 'P2-1', '**Depends on:** P2-19, P1-1');
    await checkAccepted(middle, 'P2-1', '**Depends on:** P2-1, P1-1', 'replace');
  });

  it('finds a task by the words of its title', async () => {
    const { list } = await complete(`${PLAN}  **Depends on:** lab<|>\n`);
    assert.equal(list?.items.find(({ label }) => label === 'P2-1')?.filterText, 'P2-1 Labels');
  });

  for (const [name, text] of [
    ['a label with the colon outside', '**Depends on**: <|>'],
    ['a list item', '- **Depends on**: <|>'],
    ['a plain label', 'Depends on: <|>'],
    ['a list below a label', '**Depends on:**\n  - P1-1\n  - <|>'],
    ['a list that is begun right below its label', '**Depends on:**\n  - <|>'],
    ['a list below a heading', '#### Dependencies\n  - P1-1\n  - <|>'],
    ['a heading', '#### Depends on: <|>'],
    ['code marks', '**Depends on:** `<|>`'],
    ['the next line of a list that goes on', '**Depends on:** P1-1,\n  <|>'],
    ['two fields of one paragraph', '**Effort:** 3h\n  **Depends on:** <|>\n  **Branch:** x'],
    ['another language', '**Abhängig von:** <|>'],
    ['full-width signs', '**依赖**：<|>'],
  ] as const)
    it(`knows ${name}`, async () => {
      await checkFirst(`${PLAN}  ${text}\n`, ['P2-1']);
    });

  it('knows the column of a table', async () => {
    const table = `
      # Tasks
      | ID | Task | Depends on | Status |
      |----|------|------------|--------|
      | T1 | A    |            | Done   |
      | T2 | B    | <|>        | Open   |
      | T3 | C    |            | Open   |
    `;
    await checkProposed(table, ['T1', 'T3']);
    await checkAccepted(table, 'T1', '| T2 | B    | T1        | Open   |');
  });

  it('knows a cell whose row is not finished', async () => {
    await checkProposed(
      '# Tasks\n| ID | Task | Status | Depends on |\n|--|--|--|--|\n| T1 | A | Done | |\n| T2 | B | Open | T<|>',
      ['T1'],
    );
  });

  it('knows front matter', async () => {
    const other = '//- /tasks/task-1.md\n---\nid: task-1\ntitle: A\nstatus: Done\n---\n';
    await checkProposed(
      `//- /tasks/task-2.md\n---\nid: task-2\nstatus: Open\ndependencies: [<|>]\n---\n${other}`,
      ['task-1'],
    );
    await checkProposed(
      `//- /tasks/task-2.md\n---\nid: task-2\nstatus: Open\ndependencies:\n  - task-<|>\n---\n${other}`,
      ['task-1'],
    );
  });

  it('knows the todos in front matter', async () => {
    const todos = (last: string): string =>
      `---\nname: Quay\ntodos:\n  - id: stones\n    content: Lay the stones\n    status: completed\n  - id: paint\n    content: Paint\n    status: pending\n${last}---\n# Quay\n`;
    await checkProposed(todos('    dependencies: [<|>]\n'), ['stones']);
    await checkProposed(todos('    dependencies:\n      - st<|>\n'), ['stones']);
    await checkProposed(todos('other:\n  dependencies: [<|>]\n'), []);
  });

  it('writes bare numbers as the document does', async () => {
    await checkProposed('# Plan\n### Task 1: A\n**Status:** Open\n### Task 2: B\n**Depends on:** <|>\n', [
      'Task 1',
      'None',
    ]);
    await checkProposed(
      `
      # Plan
      ### Task 1: A
      **Status:** Open
      ### Task 2: B
      **Depends on:** 1
      ### Task 3: C
      **Depends on:** <|>
      `,
      ['2', '1', 'None'],
    );
  });

  it('takes a kind word and its number for one word', async () => {
    await checkAccepted(
      '# Plan\n### Task 1: A\n**Status:** Open\n### Task 2: B\n**Depends on:** Task <|>\n',
      'Task 1',
      '**Depends on:** Task 1',
    );
  });

  it('names tasks of other roadmaps last, with their file', async () => {
    const { list } = await complete(`
      # Plan
      ### P1-1: A
      **Status:** Open
      ### P1-2: B
      **Depends on:** <|>
      //- /docs/other.md
      # Other plan
      ### P1-1: Same id
      **Status:** Done
      ### P1-2: The own id
      **Status:** Done
      ### X1-1: Elsewhere
      **Status:** Done
    `);
    assert.deepEqual(list?.items.map(shown), [
      'P1-1|A|to do',
      'X1-1|Elsewhere|docs/other.md · ✓ done',
      'None||',
    ]);
  });

  describe('in running text', () => {
    it('waits until a word can only be an id', async () => {
      await checkProposed(`${PLAN}\n  See P<|>\n`, []);
      await checkProposed(`${PLAN}\n  See P1-<|>\n`, ['P1-2', 'P1-1'], '-');
      await checkProposed(`${PLAN}\n  A well-<|>\n`, [], '-');
      await checkProposed(`${PLAN}\n  In 1<|>\n`, []);
      await checkProposed('# Plan\n### 1.1 A\n**Status:** Open\n\nOf 1.<|>\n', [], '.');
      await checkProposed('# Plan\n### Task 1.1: A\n**Status:** Open\n\nOf task 1.<|>\n', ['Task 1.1'], '.');
    });

    it('knows the numbers of issues', async () => {
      const issues = '# Plan\n### Issue #11: A\n**Status:** Open\n### Issue #12: B\n**Status:** Open\n\n';
      await checkProposed(`${issues}Closes #<|>\n`, ['#12', '#11'], '#');
      await checkProposed(`${issues}#<|>\n`, [], '#');
    });

    it('proposes no id where a task gets its own', async () => {
      await checkProposed(`${PLAN}  ### P2-<|>\n`, []);
      await checkProposed(`${PLAN}\n  - [ ] P2-<|>\n`, []);
      await checkProposed(`${PLAN}  ### P2-3: After P1-<|>\n`, ['P1-2', 'P1-1']);
    });

    it('offers every task in a wiki link', async () => {
      await checkProposed(`${PLAN}\n  See [[<|>]]\n`, ['P2-2', 'P2-1', 'P1-2', 'P1-1'], '[');
    });

    it('stays silent in fences, indented code, HTML and comments', async () => {
      for (const text of [
        '```\n  P1-<|>\n  ```',
        '```\n  P1-<|>',
        '\n      P1-<|>',
        '<!-- P1-<|> -->',
        '<p>\n  P1-<|>\n  </p>',
      ])
        await checkProposed(`${PLAN}\n  ${text}\n`, []);
    });

    it('says nothing in a document that is no roadmap', async () => {
      await checkProposed('# Notes\nSee P1-<|>\n', []);
    });
  });

  it('keeps its places in texts with CRLF, lone CR, a byte-order mark and characters of two units', async () => {
    for (const end of ['\r\n', '\r']) {
      const text = `\ufeff${PLAN.replaceAll('\n  ', end).trimStart()}🙂 **Depends on:** é, P1-<|>2`;
      await checkAccepted(text, 'P1-1', '🙂 **Depends on:** é, P1-1', 'replace');
    }
  });

  it('answers in lines of any length', async () => {
    for (const filling of ['a', '1', '/', 'a.', '-'])
      await checkProposed(
        `# Plan\n### P1-1: A\n**Status:** Open\n\nx ${filling.repeat(100_000)} P1-<|>${filling.repeat(50_000)}\n`,
        ['P1-1'],
      );
  });

  it('knows a quoted plan', async () => {
    await checkFirst(`${PLAN}  > **Depends on:** <|>\n`, ['P2-1']);
  });

  it('finds the same in a text with room for edits', async () => {
    const text = `${PLAN}\n  ## Phase 3\n  ### P3-1: C\n  **Depends on:** P1-<|>9\n`;
    const { source } = cursorOf(readFixture(text)).file;
    const tree = parseMarkdown(source, EDITING_ROOM);
    assert.notEqual(tree.source, source);
    const { list, accept } = await complete(text, { tree });
    assert.deepEqual(labels(list), ['P1-2', 'P1-1']);
    assert.equal(accept('P1-1', 'replace'), '**Depends on:** P1-1');
  });

  it('names a part of very many, and asks to be asked again', async () => {
    const tasks = Array.from({ length: 500 }, (_, n) => `### T-${n + 1000}: Task ${n}\n**Status:** Open\n`);
    const { list } = await complete(`# Plan\n${tasks.join('')}**Depends on:** 1<|>\n`);
    assert.equal(list?.isIncomplete, true);
    const ids = labels(list).filter((label) => label.startsWith('T-'));
    assert.equal(ids.length, 200);
    assert(ids.every((label) => label.includes('1')));
  });
});
