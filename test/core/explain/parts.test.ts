import { checkLine } from './support.ts';

describe('An explanation of what belongs to tasks and groups', () => {
  it('explains a group', () => {
    checkLine(
      `
      # Roadmap
      ## <|>Phase 1: Start (Weeks 1-2)
      - [ ] a
      ## Phase 2: End
      - [ ] b
      `,
      `
      Line 2 is no task but the group \`Phase 1\`: it has tasks below it
      Form: a heading with tasks below it, read as a phase
      Id: \`Phase 1\`
      Title: “Start”
      Tasks: 1 directly below it
      Time: “Weeks 1-2”
      `,
    );
  });

  it('explains a criterion by its label', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      **Done when:**
      - <|>It has a scale
      `,
      `
      Line 6 is no task but a criterion
      Why: It stands below “Done when” (line 5).
      State: not recorded: it has no box
      Belongs to: the task \`P1-1\` (line 2)
      > A box records its state: \`- [ ] It has a scale\`.
      `,
    );
  });

  it('explains a step', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      - [ ] <|>Find a pen
      `,
      `
      Line 5 is no task but a step
      Why: A box inside a task without a label for criteria above it is one of its steps.
      State: open
      Belongs to: the task \`P1-1\` (line 2)
      `,
    );
  });

  it('explains a criterion of a group', () => {
    checkLine(
      `
      # Roadmap
      ## Phase 1: Start
      - [ ] a

      **Exit criteria:**
      - [ ] <|>all drawn
      ## Phase 2: End
      - [ ] b
      `,
      `
      Line 6 is no task but a criterion
      Why: It stands below “Exit criteria”.
      Belongs to: the group \`Phase 1\` (line 2)
      State: open
      `,
    );
  });

  it('says what a field was read as', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** <|>somewhere
      **Effort:** 3h
      `,
      `
      Line 3 is no task but the field “Status”
      Field: “Status” is the status; \`somewhere\` holds no word or mark that Roadgate knows as a status
      Belongs to: the task \`P1-1\` (line 2)
      `,
    );
  });

  it('tells whose field it is', () => {
    checkLine(
      `
      # Roadmap
      ## Phase 1: Start
      **Status:** <|>In progress
      - [ ] a
      ## Phase 2: End
      - [ ] b
      `,
      `
      Line 3 is no task but the field “Status”
      Field: “Status” is the status; \`In progress\` is read as in-progress
      Belongs to: the group \`Phase 1\` (line 2)
      `,
    );
  });

  it('explains a gate', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      **Validate:**
      \`\`\`bash
      npm <|>test
      \`\`\`
      `,
      `
      Line 7 is no task but a gate
      Gate: “Validate” with \`npm test\`: ends with a result: npm test
      Belongs to: the task \`P1-1\` (line 2)
      `,
    );
  });

  it('explains a claim', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open
      ### P1-2: Buy
      **Status:** Open
      ## Summary
      - <|>P1-1: done
      `,
      `
      Line 7 is no task but a claim about “P1-1”
      Claim: about “P1-1”: done
      Why: It repeats the task \`P1-1\` (line 2): what it says is a claim about that.
      > Give it an id or a title of its own if it is other work.
      `,
    );
  });

  it('explains a deliverable', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Maps
      **Status:** Open
      **Deliverables:**
      - <|>A map
      `,
      `
      Line 5 is no task but a deliverable
      Why: It stands below “Deliverables” (line 4).
      State: not recorded: it has no box
      Belongs to: the task \`P1-1\` (line 2)
      > A box records its state: \`- [ ] A map\`.
      `,
    );
  });

  it('names the files and the command on a line', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      **Done when:**
      - [ ] <|>\`npm test\` passes, see \`src/map.js:3-9\` and the new file \`src/scale.js\`
      `,
      `
      Line 6 is no task but a criterion
      Why: It stands below “Done when” (line 5).
      State: open
      Gate: \`npm test\`: ends with a result: npm test
      References: \`src/map.js:3-9\` (a file), \`src/scale.js\` (a file to be created)
      Belongs to: the task \`P1-1\` (line 2)
      `,
    );
  });
});
