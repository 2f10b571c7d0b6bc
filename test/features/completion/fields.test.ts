import assert from 'node:assert/strict';
import { checkAccepted, checkFirst, checkProposed, complete, shown } from './support.ts';

describe('Completion of status words', () => {
  const plan = `
    # Plan
    ### P1-1: A
    **Status:** ✅ Completed
    ### P1-2: B
    **Status:** ✅ Completed (2026-01-02)
    ### P1-3: C
    **Status:** Not started
    ### P1-4: D
    **Status:** `;

  it('proposes what the document writes, the commonest first, then a word for every other state', async () => {
    const { list } = await complete(`${plan}<|>\n`, { typed: ' ' });
    assert.deepEqual(list?.items.map(shown), [
      '✅ Completed||done',
      'Not started||to do',
      'In progress||',
      'In review||',
      'Blocked||',
      'Deferred||',
      'Cancelled||',
    ]);
  });

  it('stays while a value of several words is typed', async () => {
    await checkProposed(`${plan}in <|>\n`, ['In progress', 'In review'], ' ');
    await checkProposed(`${plan}Done <|>\n`, [], ' ');
  });

  it('is silent in a list below a status', async () => {
    await checkProposed(`${plan}\n    - <|>\n`, [], ' ');
  });

  it('replaces the whole value, and leaves the remark behind it', async () => {
    await checkAccepted(
      `${plan}in p<|>rogress (until May)\n`,
      'Blocked',
      '**Status:** Blockedrogress (until May)',
    );
    await checkAccepted(
      `${plan}in p<|>rogress (until May)\n`,
      'Blocked',
      '**Status:** Blocked (until May)',
      'replace',
    );
    await checkProposed(`${plan}Done (see <|>)\n`, []);
  });

  it('writes small letters where the document does', async () => {
    await checkFirst('# Plan\n### P1-1: A\n- status: done\n### P1-2: B\n- status: <|>\n', [
      'done',
      'to do',
      'in progress',
    ]);
  });

  it('speaks the language of the document', async () => {
    await checkFirst(
      `
      # Projektplan
      ### P1-1: A
      **Status:** Erledigt
      **Abhängigkeiten:** P1-2
      ### P1-2: B
      **Status:** <|>
      `,
      ['Erledigt', 'Offen', 'In Arbeit'],
    );
    await checkFirst('# 路线图\n### P1-1: A\n**状态**：已完成\n### P1-2: B\n**状态**：<|>\n', [
      '已完成',
      '待办',
      '进行中',
    ]);
  });

  it('knows the marks of the legend and the words of the project', async () => {
    await checkFirst(
      `
      # Plan
      Legend:
      - 🔄 In progress
      - ✅ Done

      ### P1-1: A
      **Status:** <|>
      ### P1-2: B
      **Status:** open
      //- /.roadgate.yaml
      words:
        status:
          done: [geliefert]
      `,
      ['open', '🔄 in progress', '✅ done', 'geliefert'],
    );
  });

  it('knows the column of a table and front matter', async () => {
    await checkFirst(
      '# Tasks\n| Task | Status |\n|--|--|\n| A | Shipped |\n| B | <|> |\n',
      ['Shipped', 'To do'],
      ' ',
    );
    await checkFirst('//- /t.md\n---\nid: t-1\ntitle: A\nstatus: In Progress<|>\n---\n', ['In Progress']);
  });

  it('proposes for a todo in front matter the words that its tool knows', async () => {
    await checkProposed(
      '---\nname: Quay\ntodos:\n  - id: stones\n    content: Lay the stones\n    status: <|>\n  - id: paint\n    content: Paint\n    status: pending\n---\n',
      ['pending', 'in_progress', 'completed', 'cancelled'],
    );
  });
});

describe('Completion of field names', () => {
  const plan = `
    # Plan
    ### P1-1: A
    - **Status**: Done
    - **Depends on**: P1-9
    - **Reviewer**: Kim
    ### P1-2: B
    - **Status**: Open
  `;

  it('proposes what the task does not have yet, as the document writes it', async () => {
    await checkFirst(`${plan}  - **<|>\n`, ['Depends on', 'Reviewer', 'Effort'], '*');
    await checkAccepted(`${plan}  - **<|>\n`, 'Depends on', '- **Depends on**: ');
    await checkAccepted(`${plan}  - **De<|>**\n`, 'Depends on', '- **Depends on**: ', 'replace');
  });

  it('begins the item where the line does not', async () => {
    await checkAccepted(`${plan}  <|>\n`, 'Depends on', '- **Depends on**: ');
  });

  it('takes the document for a pattern of what it does not have', async () => {
    await checkAccepted(`${plan}  - <|>\n`, 'Effort', '- **Effort**: ');
    await checkAccepted('# Plan\n### P1-1: A\nStatus: Open\n<|>\n', 'Depends on', 'Depends on: ');
    await checkAccepted('# Plan\n### P1-1: A\n**Status:** Open\n\n<|>\n', 'Branch', '**Branch:** ');
  });

  it('stays while a name of several words is typed', async () => {
    await checkProposed(`${plan}  - **Depends <|>\n`, ['Depends on'], ' ');
    await checkProposed(`${plan}  Depends <|>\n`, [], ' ');
  });

  it('writes a whole label anew from within it, and leaves its value', async () => {
    for (const mode of ['insert', 'replace'] as const) {
      await checkAccepted(
        `${plan}  - **De<|>pnds on**: P1-1\n`,
        'Depends on',
        '- **Depends on**: P1-1',
        mode,
      );
      await checkAccepted(`${plan}  - **Eff<|>ort**: 2 d\n`, 'Effort', '- **Effort**: 2 d', mode);
      await checkAccepted(
        '# Plan\n### P1-1: A\n**Status:** Open\n\n**Eff<|>:** 2 d\n',
        'Effort',
        '**Effort:** 2 d',
        mode,
      );
    }
    await checkProposed(`${plan}  - **Wai<|>ts**: for us\n`, []);
    await checkProposed(`${plan}\n  Some words, <|>then: more\n`, []);
  });

  it('waits for two asterisks, or until it is asked', async () => {
    await checkProposed(`${plan}  - <|>\n`, [], ' ');
    await checkProposed(`${plan}  *<|>\n`, [], '*');
    await checkFirst(`${plan}  De<|>\n`, ['Depends on']);
  });

  it('stays away from criteria, boxes, sentences and what is no task', async () => {
    await checkProposed(`${plan}\n  **Acceptance Criteria:**\n  - **<|>\n`, []);
    await checkProposed(`${plan}\n  - [ ] **<|>\n`, []);
    await checkProposed(`${plan}\n  Some **<|>\n`, []);
    await checkProposed('# Plan\n**<|>\n### P1-1: A\n**Status:** Open\n', []);
  });

  it('counts no label in a fence', async () => {
    await checkFirst(
      `
      # Plan
      ### P1-1: A
      **Status:** Open
      \`\`\`markdown
      **Effort:** 3h
      \`\`\`
      **<|>
      `,
      ['Depends on', 'Effort'],
    );
  });
});

describe('Completion of labels', () => {
  const plan = `
    # Plan
    ## Labels
    - \`docs\`, \`api\`
    ### P1-1: A
    **Status:** Open
    **Labels:** \`storage\` \`api\`
    ### P1-2: B
    **Labels:** \`storage\`
    ### P1-3: C
    **Status:** Open
    **Labels:** `;

  it('proposes what the document uses and declares', async () => {
    await checkProposed(`${plan}<|>\n`, ['storage', 'api', 'docs'], ' ');
    await checkProposed(`${plan}\`storage\`, <|>\n`, ['api', 'docs'], ' ');
  });

  it('does not propose the beginning that is typed', async () => {
    await checkProposed(`${plan}\`ap<|>\`\n`, ['storage', 'api', 'docs']);
    await checkProposed(`${plan}storage, ap<|>\n`, ['api', 'docs']);
    await checkProposed(`${plan}api<|>\n`, ['storage', 'api', 'docs']);
  });

  it('comes up in code marks, and takes labels of several words for one', async () => {
    await checkProposed(`${plan}\`<|>\`\n`, ['storage', 'api', 'docs'], '`');
    await checkProposed(`${plan}\`api\`<|>\n`, [], '`');
    await checkAccepted(
      '# Plan\n### P1-1: A\n**Labels:** `good first issue`\n### P1-2: B\n**Labels:** `good f<|>`\n',
      'good first issue',
      '**Labels:** `good first issue`',
    );
  });

  it('is silent where labels are declared', async () => {
    await checkProposed('# Plan\n## Labels\n- <|>\n### P1-1: A\n**Labels:** `a`\n', [], ' ');
  });

  it('writes code marks where the document does and they are not there', async () => {
    await checkAccepted(`${plan}<|>\n`, 'docs', '**Labels:** `docs`');
    await checkAccepted(`${plan}\`do<|>\`\n`, 'docs', '**Labels:** `docs`');
    await checkAccepted(
      '# Plan\n### P1-1: A\n**Status:** Open\n**Labels:** a, b\n### P1-2: B\n**Labels:** <|>\n',
      'a',
      '**Labels:** a',
    );
  });
});
