import { checkLine } from './support.ts';

describe('An explanation gives the reason', () => {
  it('of a fence that is no gate', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      Type this:
      \`\`\`bash
      npm <|>test
      \`\`\`
      `,
      `
      Line 7 is no task
      Why: Nothing inside a fence is read as work. Nothing directly above the fence says that its commands check the work.
      Belongs to: the task \`P1-1\` (line 2)
      > Put a label such as \`**Validate:**\` above the fence.
      `,
    );
  });

  it('of a row that repeats a task', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open
      ### P1-2: Buy
      **Status:** Open
      ## Status
      | Task | Status |
      |---|---|
      | <|>P1-1 | open |
      `,
      `
      Line 9 is no task but a claim about “P1-1”
      Claim: about “P1-1”: todo
      Why: It repeats the task \`P1-1\` (line 2): what it says is a claim about that.
      > Give it an id or a title of its own if it is other work.
      `,
    );
  });

  it('of a list below Next steps', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open
      ## Next steps
      - [ ] <|>Ask Ann
      `,
      `
      Line 5 is no task
      Why: It speaks of work that has its own place, as what stands above says (next steps, an order, a checklist, a date, deliverables): only a document without other work would count it as a task.
      > Move it to where the other tasks stand, or rename the heading or label above it.
      `,
    );
  });

  it('of a heading without an id', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>Draw the map
      It is missing.
      `,
      `
      Line 3 is no task
      Why: The heading has no task id at its start, and its section does not begin with fields of a task, each with a value that can be read (\`**Status:** To do\`).
      > Begin it with an id: \`## P1-1: Draw the map\`.
      > Or put a field directly below it, such as \`**Status:** To do\` or \`**Effort:** 2 hours\`.
      `,
    );
  });

  it('of a heading with a number', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>3. Draw the map
      It is missing.
      `,
      `
      Line 3 is no task
      Why: The heading begins with a number or code that may as well only structure the text, and no field of a task (status, effort, depends on, branch, criteria, …) and no box of its own stands directly below it.
      > Put a field directly below it, such as \`**Status:** To do\` or \`**Effort:** 2 hours\`.
      > Begin it with an id: \`## P1-1: Draw the map\`.
      `,
    );
  });

  it('of a container without work', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>Phase 3: Maps
      It is missing.
      `,
      `
      Line 3 is no task
      Why: The heading names a phase, a priority or another container, and no field of a task (status, effort, depends on, branch, criteria, …) and no box of its own stands directly below it.
      > Put tasks below it, and it is their group.
      > Or put a field directly below it, such as \`**Status:** To do\`.
      `,
    );
  });

  it('of a heading over metadata', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>Maps
      **Status:** Draft
      **Version:** 2
      `,
      `
      Line 3 is no task
      Why: The heading has no task id at its start, and the fields below it are those of a document (date, version, author).
      > Begin it with an id: \`## P1-1: Maps\`.
      > Or put a field directly below it, such as \`**Status:** To do\` or \`**Effort:** 2 hours\`.
      `,
    );
  });

  it('of an entry of a log', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>2025-03-04: Maps
      **Effort:** 3h
      `,
      `
      Line 3 is no task
      Why: The heading has no task id at its start, and begins with a date, as the entries of a log do.
      > Begin it with an id: \`## P1-1: 2025-03-04: Maps\`.
      > Or put a field directly below it, such as \`**Status:** To do\` or \`**Effort:** 2 hours\`.
      `,
    );
  });

  it('of a box in a legend', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## Legend
      - [ ] <|>open
      `,
      `
      Line 4 is no task
      Why: It stands below “Legend”: such a section (a legend, a template, a process) holds no work.
      > Move it below another heading, or rename that one.
      `,
    );
  });

  it('of a list below a label for something else', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      **Related:**
      - [ ] <|>b
      `,
      `
      Line 5 is no task
      Why: The label “Related” above the list says that it holds no work of its own: it is what it is related to, which is no dependency.
      > Put the list below another label or heading.
      `,
    );
  });

  it('of a plain list item', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      - <|>b
      `,
      `
      Line 3 is no task
      Why: The list item has no box, no task id and no mark of a status at its start, so it is text.
      > Give it a box: \`- [ ] b\`.
      > Or begin it with an id such as \`P1-1:\`, if other items begin with ids of that kind too.
      `,
    );
  });

  it('of a mark that decorates', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      Also:
      - ✅ <|>fast
      - ✅ small
      `,
      `
      Line 5 is no task
      Why: The mark at its start is read as decoration: nothing in this list is marked as open, and neither a heading nor a label above says that the list is finished.
      > Give it a box: \`- [x] ✅ fast\`.
      > Or put the list below a heading such as “Completed”.
      `,
    );
  });

  it('of an item that names a task', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      Also:
      - Task 3: <|>fast
      `,
      `
      Line 5 is no task
      Why: The id at its start may as well speak of a task that stands elsewhere: without a box the item is none.
      > Give it a box: \`- [ ] Task 3: fast\`.
      `,
    );
  });

  it('of an id whose letters stand alone', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      Also:
      - QX-1: <|>fast
      `,
      `
      Line 5 is no task
      Why: What it begins with is taken for a task id only if other headings or list items begin with the same letters and another number, and punctuation follows it.
      > Give it a box: \`- [ ] QX-1: fast\`.
      > Or name the form of your ids in \`.roadgate.yaml\`: \`ids: ["X-{n}"]\`.
      `,
    );
  });

  it('of a plain item in a task', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Draw
      **Status:** Open

      **Notes:**
      - <|>b
      `,
      `
      Line 6 is no task
      Why: It is a plain list item inside a task, below “Notes” (line 5), which is a description: neither criteria nor deliverables nor steps.
      Belongs to: the task \`P1-1\` (line 2)
      > A box makes it a step of the task: \`- [ ] b\`.
      > Below a label such as \`**Acceptance criteria:**\` it is a criterion.
      `,
    );
  });

  it('of a line that goes on with another', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
        and <|>more
      `,
      `
      Line 3 is no task
      Why: It goes on with the list item above: only the first line of an item can make it a task.
      Belongs to: the task “a and more” (line 2)
      > Make it a list item with a box: \`- [ ] and more\`.
      `,
    );
  });

  it('of a table that tracks nothing', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      | Risk | Impact |
      |---|---|
      | <|>Fire | high |
      `,
      `
      Line 6 is no task
      Why: The table has no column for a status, an owner, an effort or how much is done, so its rows are no tasks.
      > Add a column \`Status\`, \`Owner\`, \`Effort\` or \`Progress\`.
      `,
    );
  });

  it('of a sum', () => {
    checkLine(
      `
      # Roadmap
      | Task | Effort |
      |---|---|
      | Draw | 2h |
      | Buy | 2h |
      | <|>Total | 4h |
      `,
      `
      Line 6 is no task but a total
      Total: of “Roadmap”: 4h
      Why: The row sums up the others.
      `,
    );
  });

  it('of indented code', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      Words:

          - [ ] <|>b
      `,
      `
      Line 6 is no task
      Why: Text that is indented by four blanks or more is code, and nothing in code is read as work.
      > Take the blanks before the line away.
      `,
    );
  });

  it('of a comment', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      <!-- - [ ] <|>b -->
      `,
      `
      Line 4 is no task
      Why: Comments and HTML count for nothing.
      > Write it as Markdown.
      `,
    );
  });

  it('of a quotation', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a

      > - [ ] <|>b
      `,
      `
      Line 4 is no task
      Why: Quotations hold no tasks.
      > Take the \`>\` before the line away.
      `,
    );
  });

  it('of a table in a task', () => {
    checkLine(
      `
      # Roadmap
      ### P1-1: Maps
      **Status:** Open

      #### Notes
      | Task | Status |
      |---|---|
      | Fold <|>it | open |
      `,
      `
      Line 8 is no task
      Why: Tables inside a task or a list are read as text.
      Belongs to: the task \`P1-1\` (line 2)
      > Put the table below a heading that is no task.
      `,
    );
  });

  it('of a heading over criteria', () => {
    checkLine(
      `
      # Roadmap
      - [ ] a
      ## <|>Success criteria
      - [ ] b
      `,
      `
      Line 3 is no task
      Why: The heading names a field or label, not a piece of work.
      > Begin it with an id: \`## P1-1: Success criteria\`.
      > Or put a field directly below it, such as \`**Status:** To do\` or \`**Effort:** 2 hours\`.
      `,
    );
  });

  it('of an item in a document that is switched on', () => {
    checkLine(
      `
      # Changelog
      <!-- roadgate: on -->
      - Words<|>
      - [ ] a
      `,
      `
      Line 3 is no task
      Why: The list item has no box, no task id and no mark of a status at its start, so it is text.
      > Give it a box: \`- [ ] Words\`.
      > Or begin it with an id such as \`P1-1:\`, if other items begin with ids of that kind too.
      `,
    );
  });

  it('of a document that is no roadmap', () => {
    checkLine(
      `
      # Changelog
      ## 1.2
      - [x] <|>Faster
      `,
      `
      Line 3 is no task
      Why: Roadgate does not take this document for a roadmap: 1 piece of work was found, but title names another kind of document (−4), a single task without anything (−1): −5 in sum, and a roadmap has more than 0.
      As a roadmap: The line would be a step of line 2.
      > Put the comment \`<!-- roadgate: on -->\` into the document, or name the file in the setting \`roadgate.roadmaps\`.
      `,
    );
  });

  it('of a document that is switched off', () => {
    checkLine(
      `
      # Roadmap
      <!-- roadgate: off -->
      - [ ] <|>Faster
      `,
      `
      Line 3 is no task
      Why: Roadgate does not take this document for a roadmap: the comment \`<!-- roadgate: off -->\` in line 2 says so.
      As a roadmap: The line would be a task.
      > Remove the comment in line 2, or make it \`<!-- roadgate: on -->\`.
      `,
    );
  });

  it('of a document without work', () => {
    checkLine(
      `
      # Notes
      Words <|>only.
      `,
      `
      Line 2 is no task
      Why: Roadgate does not take this document for a roadmap: nothing in it is read as a task.
      As a roadmap: The line would be no task either.
      Then why: It is plain text: a task is a heading, a list item, a row of a table, or a whole file.
      > Give one heading an id and a status, or one list item a box: then there is work to track.
      > Make it a list item with a box: \`- [ ] Words only.\`.
      `,
    );
  });

  it('of a box below `todos`', () => {
    checkLine(
      `
      ---
      todos:
        - id: dig
          content: Dig a hole
          status: pending
      ---
      # Garden
      - [ ] <|>Plant
      `,
      `
      Line 8 is no task
      Why: The \`todos\` of the front matter are the tasks of this file: what stands below describes them.
      > Add it to the \`todos\`, with an \`id\`, a \`content\` and a \`status\`.
      `,
    );
  });
});
