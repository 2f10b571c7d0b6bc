import { NO_HISTORY } from '../../../../server/src/core/analysis/history.ts';
import { checkFindings, checkFix, checkSafeFixes } from '../../../support/findings.ts';
import { departuresFrom } from '../../../support/departures.ts';

const files = `
      //- /lib/shop.js
      x
      //- /src/server.js
      x`;

describe('reference/missing with history', () => {
  const check = (markup: string, departures: readonly string[]) =>
    checkFindings('reference/missing', markup, {
      history: { ...NO_HISTORY, departures: departuresFrom(departures) },
    });

  it('says where a file was moved', () =>
    check(
      `
      # Roadmap
      ## Issue #1: Store
      **Status:** In progress
      The list of \`src/store.js:12\` is wrong, see \`src/server.js\`.
      //           ^^^^^^^^^^^^ reference/missing warning: There is no file src/store.js: it was moved to lib/shop.js in 1111111 on 2025-05-01.
      ${files}`,
      ['src/store.js -> lib/shop.js'],
    ));

  it('says when a file was deleted', () =>
    check(
      `
      # Roadmap
      - [x] T001 The list of \`src/store.js:12\` is wrong
      //                      ^^^^^^^^^^^^ reference/missing warning: There is no file src/store.js: it was deleted in 1111111 on 2025-05-01 (Change 1).
      - [ ] T002 Read \`src/store.js\`
      //               ^^^^^^^^^^^^ reference/missing information
      ${files}`,
      ['src/store.js'],
    ));

  it('makes little of a file that the document elsewhere says goes', async () => {
    const plan = (verb: string, severity: string) => `
      # Roadmap
      - [ ] T001 The dead one is \`src/store.js:12\`
      //                          ^^^^^^^^^^^^ reference/missing ${severity}
      - [ ] T002 ${verb} the dead one:
        - \`src/store.js\` (all of it)
      //   ^^^^^^^^^^^^ reference/missing ${severity === 'hint' ? severity : 'information'}
      ${files}`;
    await check(plan('DELETE', 'hint'), ['src/store.js']);
    await check(plan('Keep', 'warning'), ['src/store.js']);
  });

  it('makes little of a file that was deleted according to another sentence, but not of one that was moved', async () => {
    const plan = (verb: string, severity: string) => `
      # Roadmap
      - [ ] T001 The dead one is \`src/store.js:12\`
      //                          ^^^^^^^^^^^^ reference/missing ${severity}
      - [ ] T002 Tell people of the ${verb} \`src/store.js\`
      ${files}`;
    await check(plan('deleted', 'hint'), ['src/store.js']);
    await check(plan('formerly', 'warning'), ['src/store.js']);
  });

  it('knows the paths of this project by their history', () =>
    check(
      `
      # Roadmap
      - [ ] T001 See \`other/place/x.js\` and \`project/src/store.js\`
      //              ^^^^^^^^^^^^^^^^ reference/missing information
      //                                     ^^^^^^^^^^^^^^^^^^^^ reference/missing information
      - [ ] T002 See \`place/x.js\` of \`src/server.js\`
      //              ^^^^^^^^^^ reference/missing information
      ${files}`,
      ['src/store.js -> lib/shop.js', 'other/place/x.js -> lib/shop.js'],
    ));

  it('is in doubt about a bare name, and silent where it was deleted or is one of several', () =>
    check(
      `
      # Roadmap
      - [ ] T001 See \`till.ts:3\`, \`gone.js\` and \`x.js\`
      //              ^^^^^^^ reference/missing information: There is no file till.ts: it was moved to lib/shop.js in 1111111 on 2025-05-01.
      - [ ] T002 b
      ${files}`,
      ['src/till.ts -> lib/shop.js', 'src/gone.js', 'a/x.js -> lib/shop.js', 'b/x.js -> lib/shop.js'],
    ));

  it('is an information where no lines are named', () =>
    check(
      `
      # Roadmap
      - [x] T001 Write \`src/store.js\`
      //                ^^^^^^^^^^^^ reference/missing information
      - [ ] T002 See \`src/list.js\` and \`src/old/\`
      //              ^^^^^^^^^^^ reference/missing information
      //                                ^^^^^^^^ reference/missing information
      ${files}`,
      ['src/store.js -> lib/shop.js', 'src/list.js -60-> lib/shop.js', 'src/old/server.js -> src/server.js'],
    ));

  it('takes what left before the sentence was written for another file', () => {
    const markup = `
      # Roadmap
      - [ ] T001 See \`src/store.js\`
      //              ^^^^^^^^^^^^ reference/missing hint: There is no file src/store.js.
      - [ ] T002 See \`src/server.js\`
      ${files}`;
    const since = {
      id: 'a'.repeat(40),
      date: '2025-05-02',
      time: Date.parse('2025-05-02') / 1000,
      subject: 'Plan',
    };
    const history = {
      ...NO_HISTORY,
      departures: departuresFrom(['src/store.js -> lib/shop.js']),
      written: new Map([['- [ ] T001 See `src/store.js`', since]]),
    };
    return checkFindings('reference/missing', markup, { history });
  });

  it('tells that a bare name was deleted if the file was there when the sentence was written', () => {
    const markup = `
      # Roadmap
      - [ ] T001 See \`till.js\`, x.js and \`many.js\`
      //              ^^^^^^^ reference/missing information: There is no file till.js: it was deleted in 2222222 on 2025-05-02 (Change 2).
      //                        ^^^^ reference/missing hint
      - [ ] T002 See \`src/server.js\`
      ${files}`;
    const since = {
      id: 'a'.repeat(40),
      date: '2025-05-01',
      time: Date.UTC(2025, 4, 1) / 1000,
      subject: 'Plan',
    };
    const history = {
      ...NO_HISTORY,
      // Till left twice, but is one file.
      departures: departuresFrom([
        'y',
        'src/till.js',
        'till.js -> src/till.js',
        'lib/x.js',
        'a/many.js',
        'b/many.js',
      ]),
      written: new Map([['- [ ] T001 See `till.js`, x.js and `many.js`', since]]),
    };
    return checkFindings('reference/missing', markup, { history });
  });

  it('does not wait for a file that was there when the sentence was written', () => {
    const markup = `
      # Roadmap
      - [ ] T001 See \`src/list.js\`
      //              ^^^^^^^^^^^ reference/missing information
      ## Issue #3: Store
      **Files to create:**
      - \`src/list.js\`
      ${files}`;
    const since = {
      id: 'a'.repeat(40),
      date: '2025-05-01',
      time: Date.UTC(2025, 4, 1) / 1000,
      subject: 'Plan',
    };
    const history = {
      ...NO_HISTORY,
      departures: departuresFrom(['src/list.js']),
      written: new Map([['- [ ] T001 See `src/list.js`', since]]),
    };
    return checkFindings('reference/missing', markup, { history });
  });

  it('doubts what the sentence tells to have gone, and says nothing of what is yet to come', () =>
    check(
      `
      # Roadmap
      - [x] T001 Moved \`src/store.js\` to \`lib/shop.js\`
      //                ^^^^^^^^^^^^ reference/missing hint
      - [ ] T004 Read 27 lines from \`src/store.js\` to \`lib/shop.js\`
      //                             ^^^^^^^^^^^^ reference/missing hint
      - [ ] T002 b
      ## Issue #3: Store
      **Files to create:**
      - \`src/list.js\`
      ${files}`,
      ['src/store.js -> lib/shop.js', 'src/list.js'],
    ));

  const fix = (path: string, title: string, departures: readonly string[], written = title) =>
    checkFix(
      `Change to ${title}`,
      `//- /docs/plan.md\n# Roadmap\n- [ ] T001 See \`${path}\`\n- [ ] T002 b\n//- /lib/shop.js\nx\n//- /docs/b.js\nx`,
      `# Roadmap\n- [ ] T001 See \`${written}\`\n- [ ] T002 b`,
      { history: { ...NO_HISTORY, departures: departuresFrom(departures) } },
    );

  it('is safe in plans, but not in what tells of its time', async () => {
    const after = (path: string, written: string): Promise<void> => {
      const text = (name: string): string => `# Roadmap\n- [ ] T001 See \`${name}\`\n- [ ] T002 b`;
      const markup = `//- ${path}\n${text('src/store.js')}\n//- /lib/shop.js\nx`;
      const departures = departuresFrom(['src/store.js -> lib/shop.js']);
      return checkSafeFixes(markup, text(written), { history: { ...NO_HISTORY, departures } });
    };
    await after('/docs/plan.md', 'lib/shop.js');
    await after('/docs/2025-03-01-audit.md', 'src/store.js');
  });

  it('writes the new path', () => fix('src/store.js', 'lib/shop.js', ['src/store.js -> lib/shop.js']));
  it('keeps a path relative to the document', () =>
    fix('../src/store.js', '../lib/shop.js', ['src/store.js -> lib/shop.js']));
  it('keeps the dot before it', () => fix('./a.js', './b.js', ['docs/a.js -> docs/b.js']));
  it('keeps a bare name bare', () => fix('till.ts', 'shop.js', ['src/till.ts -> lib/shop.js']));
  it('keeps the slash behind a directory', () => fix('src/', 'lib/', ['src/shop.js -> lib/shop.js']));
});

describe('link/missing with history', () => {
  const history = {
    ...NO_HISTORY,
    departures: departuresFrom(['docs/old guide.md -> docs/more/guide.md', 'docs/gone.md']),
  };

  it('says where the file was moved, or when it was deleted', () =>
    checkFindings(
      'link/missing',
      `
      //- /docs/plan.md
      # Roadmap
      - [ ] T001 See [a](old%20guide.md#x)
      //                 ^^^^^^^^^^^^^^ link/missing warning: This link leads nowhere: there is no file docs/old guide.md: it was moved to docs/more/guide.md in 1111111 on 2025-05-01.
      - [ ] T002 See [b](gone.md)
      //                 ^^^^^^^ link/missing warning: This link leads nowhere: there is no file docs/gone.md: it was deleted in 2222222 on 2025-05-02 (Change 2).
      //- /docs/more/guide.md
      x`,
      { history },
    ));

  it('writes the new path, and keeps what stands behind it', () =>
    checkFix(
      'Change to more/guide.md',
      '//- /docs/plan.md\n# Roadmap\n- [ ] T001 [a](old%20guide.md:3#x)\n- [ ] T002 b\n//- /docs/more/guide.md\nx',
      '# Roadmap\n- [ ] T001 [a](more/guide.md:3#x)\n- [ ] T002 b',
      { history },
    ));
});
