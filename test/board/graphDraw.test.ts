import assert from 'node:assert/strict';
import { graphFile } from '../../server/src/board/draw/graphFile.tsx';
import { mermaidFlowchart } from '../../server/src/board/draw/graphMermaid.ts';
import { graphTable } from '../../server/src/board/draw/graphTable.ts';
import { pathPhrase, taskSpeech } from '../../server/src/board/draw/graphWords.ts';
import { DARK, LIGHT, type Palette } from '../../server/src/board/draw/palette.ts';
import { sortRows, toCsv, toTabbed } from '../../server/src/board/draw/table.ts';
import { textWidth, truncate, wrap } from '../../server/src/board/draw/text.ts';
import { toFile } from '../../server/src/board/draw/toFile.ts';
import { layoutGraph } from '../../server/src/board/layout/graph.ts';
import { viewOf } from '../../server/src/board/layout/graphView.ts';
import { graphOf } from './support.ts';

const HOSTILE = `
  # Plan & <b>co</b>
  ## Phase 1: "Quoted" \\<script>alert(1)\\</script>
  ### A-1: \`<img src=x onerror=alert(1)>\` \\<script>alert(2)\\</script> "]]; click n1 call evil()
  **Status:** todo
  ### A-2: =HYPERLINK("http://evil.test")
  **Depends on:** A-1
  **Status:** done
`;

describe('The picture of the graph', () => {
  it('is text and shapes, whatever titles hold', () => {
    const svg = drawn(HOSTILE);
    assert.match(svg, /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg" /);
    assert.match(svg, /&lt;img src=x/);
    assert.doesNotMatch(svg, /<(script|img|foreignObject|a|image|style)\b/i);
    assert.doesNotMatch(svg, /<[^<>]*\son\w+=/i);
    assert.doesNotMatch(svg, /url\(|href/);
  });

  it('is XML, whatever bytes a title holds', () => {
    const svg = drawn('# Plan\n### A-1: a ]]> b \u0001 c \uFFFF d\n**Status:** todo\n');
    assert.doesNotMatch(svg, /\]\]>|\u0001|\uFFFF/);
  });

  it('says what it shows, and marks what cannot be right', () => {
    const svg = drawn(HOSTILE);
    assert.match(
      svg,
      /<desc>2 tasks, 1 done, 1 ready to begin; 1 dependency; 1 dependency cannot be right\.<\/desc>/,
    );
    assert.equal(svg.split(LIGHT.error).length - 1 > 0, true);
  });

  it('carries its colours', () => {
    assert.doesNotMatch(drawn(HOSTILE, DARK), /var\(/);
    assert(drawn(HOSTILE, DARK).includes(DARK.background));
  });

  it('is the same each time', () => {
    assert.equal(drawn(HOSTILE), drawn(HOSTILE));
  });

  it('shows effort, criteria and what they lack', () => {
    const svg = drawn(`
      # Plan
      ### A-1: One
      **Effort:** 2-3 hours
      **Acceptance Criteria:**
      - [x] a
      - [ ] b
      ### A-2: Two
      **Status:** todo
      **Acceptance Criteria:**
      - a
      - b
    `);
    assert.match(svg, />2-3 hours</);
    assert.match(svg, />1\/2</);
    assert.match(svg, />2 not recorded</);
    assert.doesNotMatch(svg, />0\/2</);
  });
});

describe('The Mermaid flowchart of the graph', () => {
  it('has the phases, the tasks and what they depend on', () => {
    const lines = mermaidFlowchart(
      graphOf(`
        # Plan
        ## Phase 1: Base
        ### A-1: One
        **Status:** done
        ### A-2: Two
        **Depends on:** A-1 (optional)
        **Status:** blocked
      `),
    ).split('\n');
    assert.deepEqual(lines.slice(0, 6), [
      'flowchart LR',
      '  subgraph n0["Phase 1: Base"]',
      '    n1["#10003; A-1 One"]:::done',
      '    n2["⛔ A-2 Two"]:::blocked',
      '  end',
      '  n1 -.-> n2',
    ]);
  });

  it('lets nothing of a title be read as Mermaid, Markdown or HTML', () => {
    const [, , , first = ''] = mermaidFlowchart(graphOf(HOSTILE)).split('\n').slice(-20);
    const labels = mermaidFlowchart(graphOf(HOSTILE)).match(/\["[^"]*"\]/g) ?? [];
    assert.equal(labels.length, 3, first);
    for (const label of labels) assert.doesNotMatch(label.slice(2, -2), /["<>`[\]{}|;](?<!#\d+;)/);
  });
});

describe('The table of the graph', () => {
  it('says of each task what it depends on', () => {
    const csv = toCsv(
      graphTable(
        graphOf(`
        # Plan
        ### A-1: One, "or" so
        **Status:** todo
        **Effort:** 2 hours
        ### A-2: Two
        **Depends on:** A-1
        **Effort:** 3 hours
      `),
      ),
    );
    assert.equal(
      csv,
      [
        'Id,Title,Phase,Status,Effort,Criteria,Gate,Depends on,Ready,Critical path,Can end after,Labels,Assignees',
        'A-1,"One, ""or"" so",,To do,2 hours,,,,ready,yes,2 h,,',
        'A-2,Two,,To do,3 hours,,,A-1,,yes,5 h,,',
        '',
      ].join('\n'),
    );
  });

  it('is no formula for a spreadsheet', () => {
    const table = graphTable(graphOf(HOSTILE));
    assert.match(toCsv(table), /"'=HYPERLINK\(""http/);
    assert.match(toTabbed(table), /\t'=HYPERLINK/);
  });

  it('sorts by what a column means', () => {
    const table = graphTable(
      graphOf(`
        # Plan
        ### A-10: Ten
        **Effort:** 1 day
        **Status:** done
        ### A-9: Nine
        **Effort:** 90 min
        **Status:** todo
      `),
    );
    const sorted = (name: string, descending = false): (string | null)[] => {
      const column = table.columns.find((each) => each.name === name);
      return column ? sortRows(table.rows, column, descending).map(({ id }) => id) : [];
    };
    assert.deepEqual(sorted('Id'), ['A-9', 'A-10']);
    assert.deepEqual(sorted('Effort'), ['A-9', 'A-10']);
    assert.deepEqual(sorted('Status'), ['A-9', 'A-10']);
    assert.deepEqual(sorted('Status', true), ['A-10', 'A-9']);
  });
});

describe('Words about the graph', () => {
  it('tell of a task all that its card shows', () => {
    const [task] = graphOf(`
      # Plan
      ### A-1: One
      **Effort:** 2 hours
      **Acceptance Criteria:**
      - [x] a
      - b
    `).tasks;
    assert.equal(
      task && taskSpeech(task),
      'A-1 One, done, 1 of 1 criteria met, no record for 1 criterion, effort 2 hours',
    );
  });

  it('shorten a long path in its middle', () => {
    const tasks = Array.from(
      { length: 12 },
      (_, index) =>
        `### A-${index}: T\n**Effort:** 1 hour\n${index > 0 ? `**Depends on:** A-${index - 1}\n` : ''}`,
    );
    assert.equal(
      pathPhrase(graphOf(`# Plan\n${tasks.join('')}`)),
      'A-0 → A-1 → A-2 → A-3 → 6 more → A-10 → A-11, 12 h',
    );
  });
});

describe('Texts in pictures', () => {
  it('end with dots where there is no room', () => {
    assert.equal(truncate('short', 200, 13), 'short');
    const cut = truncate('a text that is far too long for its card', 100, 13);
    assert.match(cut, /^a text.*…$/);
    assert(textWidth(cut, 13) <= 100);
  });

  it('break at blanks, and in the middle of what has none', () => {
    assert.deepEqual(wrap('one two three', 60, 13, 3), ['one two', 'three']);
    const lines = wrap('漢'.repeat(40), 100, 13, 2);
    assert.equal(lines.length, 2);
    assert.match(lines[1] ?? '', /…$/);
  });

  it('never tear a character apart', () => {
    assert.equal(truncate('👩‍👩‍👧‍👦'.repeat(20), 30, 13).replaceAll('👩‍👩‍👧‍👦', ''), '…');
  });
});

function drawn(markup: string, palette: Palette = LIGHT): string {
  const data = graphOf(markup);
  return toFile(graphFile(data, layoutGraph(viewOf(data)), palette));
}
