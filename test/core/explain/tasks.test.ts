import { checkLine } from './support.ts';

describe('An explanation of a task', () => {
  it('tells what a task is and where each part of it was read', () => {
    checkLine(
      `
      # Plan
      ## Phase 1: Start
      ### P1-1: Draw the <|>map
      **Status:** Doing
      **Effort:** 2-3 hours
      **Branch:** \`feat/map\`
      **Depends on:** P1-2

      **Acceptance criteria:**
      - [x] It has a legend
      - [ ] It has a scale

      **Validate:**
      \`\`\`bash
      npm test
      \`\`\`
      ### P1-2: Buy paper
      **Status:** Done
      `,
      `
      Line 3 is the task \`P1-1\`
      Form: a heading with an id
      Id: \`P1-1\`
      Title: “Draw the map”
      Stands in: \`Phase 1\` “Start” (line 2)
      Status: in-progress, from its status field, which says \`Doing\` (line 4)
      Effort: \`2-3 hours\`, read as 2 to 3 hours (line 5)
      Depends on: \`P1-2\` (line 7)
      Branch: \`feat/map\` (line 6)
      Criteria: 2 (1 ticked, 1 open), below “Acceptance criteria” (line 9)
      Gates: \`npm test\` (line 14)
      `,
    );
  });

  it('names the box that makes a task of an item', () => {
    checkLine(
      `
      # Tasks
      - [x] T001 Buy paper
      - [ ] <|>T002 Draw
      `,
      `
      Line 3 is the task \`T002\`
      Form: a list item with a box
      Id: \`T002\`
      Title: “Draw”
      Status: todo, from its box \`[ ]\` (line 3)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('says that a legend explains a mark', () => {
    checkLine(
      `
      # Tasks
      **Legend:** [-] Cancelled, [x] Done

      ## Work
      - [-] <|>T001 Buy paper
      - [ ] T002 Draw
      `,
      `
      Line 5 is the task \`T001\`
      Form: a list item with a box
      Id: \`T001\`
      Title: “Buy paper”
      Stands in: “Work” (line 4)
      Status: cancelled, from its box \`[-]\` (line 5), as the legend of the document explains it
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('explains a row', () => {
    checkLine(
      `
      # Roadmap
      | Task | Status | Effort |
      |---|---|---|
      | <|>Draw | 40 % | 2h |
      | Buy | done | 1h |
      `,
      `
      Line 4 is the task “Draw”
      Form: a row of a table that tracks work
      Id: none: other tasks cannot name it, and it is found by its title
      Title: “Draw”
      Status: in-progress, from how much is done: \`40 %\` (line 4)
      Effort: \`2h\`, read as 2 hours
      `,
    );
  });

  it('explains a file that is one task', () => {
    checkLine(
      `
      <|>---
      id: T-7
      status: doing
      title: Draw
      ---
      # Draw
      - [ ] a
      `,
      `
      Line 1 is the task \`T-7\`
      Form: the whole file, since its front matter has an \`id\` and a \`status\`
      Id: \`T-7\`
      Title: “Draw”
      Status: in-progress, from its front matter, which says \`doing\` (line 3)
      Steps: 1 (1 open)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('explains an entry of `todos`', () => {
    checkLine(
      `
      ---
      todos:
        <|>- id: dig
          content: Dig a hole
          status: in_progress
      ---
      # Garden
      `,
      `
      Line 3 is the task \`dig\`
      Form: an entry of the \`todos\` in the front matter
      Id: \`dig\`
      Title: “Dig a hole”
      Status: in-progress, from its front matter, which says \`in_progress\` (line 5)
      `,
    );
  });

  it('explains a title that is struck through', () => {
    checkLine(
      `
      # Roadmap
      - [x] a
      ### P1-1: ~~Draw~~ <|>
      ### P1-2: Write ✅ DONE
      `,
      `
      Line 3 is the task \`P1-1\`
      Form: a heading with an id
      Id: \`P1-1\`
      Title: “Draw”
      Status: cancelled, from its title, which is struck through: \`Draw\` (line 3)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('explains a word in a heading', () => {
    checkLine(
      `
      # Roadmap
      - [x] a
      ### P1-2: Write ✅ <|>DONE
      `,
      `
      Line 3 is the task \`P1-2\`
      Form: a heading with an id
      Id: \`P1-2\`
      Title: “Write”
      Status: done, from the word \`DONE\` (line 3)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('names the other ids of a task', () => {
    checkLine(
      `
      # Roadmap
      ### 1. BUG-7 + PERF-1: Draw<|>
      **Status:** Open
      `,
      `
      Line 2 is the task \`BUG-7\`
      Form: a heading with an id
      Id: \`BUG-7\`, also \`PERF-1\`
      Title: “Draw”
      Status: todo, from its status field, which says \`Open\` (line 3)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });

  it('explains a container that is a task', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## Phase 3: Maps<|>
      **Status:** Open
      `,
      `
      Line 3 is the task \`3\`
      Form: a heading that names a container, with fields of a task and no tasks below it
      Id: \`3\`
      Title: “Maps”
      Status: todo, from its status field, which says \`Open\` (line 4)
      > It has no criteria: boxes below a label such as \`**Acceptance criteria:**\` are some.
      > It has no gate of its own to run: a \`bash\` fence below a label such as \`**Validate:**\` is one.
      `,
    );
  });
});
