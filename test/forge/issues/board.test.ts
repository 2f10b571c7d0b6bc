import assert from 'node:assert/strict';
import { describePlan } from '../../../server/src/forge/issues/describe.ts';
import { applyTo, connect, PARCELS, planAgainst, sourceOf } from '../../support/issuePlans.ts';
import { IssueServer } from '../../support/issueServer.ts';

const BOARD = { address: 'acme/7', columns: {} };
const STARTED = PARCELS.replace('#### Issue #1: Keep parcels', '#### Issue #1: Keep parcels 🚧');

describe('cards of issues on a board', () => {
  let server: IssueServer;
  let forge: ReturnType<typeof connect>;

  beforeEach(async () => {
    server = new IssueServer();
    forge = connect(await server.start());
  });

  afterEach(async () => {
    await server.stop();
  });

  /** The part of the plan about the board. */
  async function planned(text: string, board = BOARD): Promise<readonly string[]> {
    const result = await planAgainst(forge, sourceOf(text, board));
    if (result.kind === 'failed') return [result.error.message];
    const context = { repository: 'acme/parcel-tracker', forge: 'GitHub', documentPath: 'docs/plan.md' };
    const lines = describePlan(result.value.plan, context).split('\n');
    const from = lines.findIndex((line) => line.startsWith('Board '));
    return lines.slice(from, lines.indexOf('', from));
  }

  async function apply(text: string, board = BOARD): Promise<void> {
    const { kind, message, refused } = await applyTo(forge, sourceOf(text, board));
    assert.deepEqual({ kind, message, refused }, { kind: 'done', message: null, refused: [] });
  }

  const columns = (): readonly string[] =>
    server.board.cards.map(({ issue, column }) => `#${issue} ${column ?? '–'}`);

  it('are planned, put into the columns of their tasks, and put there once', async () => {
    assert.deepEqual(await planned(STARTED), [
      'Board “Parcels”',
      '+ Keeping → In Progress',
      '+ Keep parcels → In Progress',
      '+ Forget parcels → Todo',
      '+ Draw parcels → Todo',
    ]);
    await apply(STARTED);
    assert.deepEqual(columns(), ['#1 In Progress', '#2 In Progress', '#3 Todo', '#4 Todo']);
    const sent = server.bodies.filter((body) => body !== '' && !body.includes('query Board'));
    assert.deepEqual(await planned(STARTED), ['Board “Parcels”', '  4 there already']);
    await apply(STARTED);
    const after = server.bodies.filter((body) => body !== '' && !body.includes('query Board'));
    assert.deepEqual(after.slice(sent.length), []);
  });

  it('follow the roadmap, and stay where people moved them', async () => {
    await apply(PARCELS);
    await apply(STARTED);
    assert.deepEqual(columns(), ['#1 In Progress', '#2 In Progress', '#3 Todo', '#4 Todo']);
    const [, keep, , draw] = server.board.cards;
    assert.ok(keep && draw);
    keep.column = 'Done';
    draw.column = 'In Progress';
    // The roadmap says what it said: that people moved them is news to nobody.
    assert.deepEqual(await planned(STARTED), ['Board “Parcels”', '  4 there already']);
    const back = STARTED.replace(' 🚧', '');
    assert.deepEqual(await planned(back), [
      'Board “Parcels”',
      '~ #1 Keeping → Todo: it is in “In Progress”',
      '! #2 Keep parcels: it is in “Done” there and stays, the roadmap says “Todo”: change one of them',
      '  2 there already',
    ]);
    await apply(back);
    assert.deepEqual(columns(), ['#1 Todo', '#2 Done', '#3 Todo', '#4 In Progress']);
  });

  it('are moved out of the column that the project gives to all that is new', async () => {
    server.board.columnOfNew = 'Todo';
    await apply(STARTED);
    const [, keep] = server.board.cards;
    assert.ok(keep);
    // As after a run that was interrupted between adding and moving.
    Object.assign(keep, { column: 'Todo', by: 'Bot', after: 2 });
    assert.deepEqual((await planned(STARTED)).slice(1, 2), [
      '~ #2 Keep parcels → In Progress: it is in “Todo”',
    ]);
    // A workflow that moved it later had its reasons.
    keep.after = 90_000;
    assert.deepEqual(await planned(STARTED), ['Board “Parcels”', '  4 there already']);
  });

  it('come to issues that were there before the board was named', async () => {
    const { kind } = await applyTo(forge, sourceOf(STARTED));
    assert.equal(kind, 'done');
    server.board.cards.push({
      ...{ id: 'PVTI_4', issue: 4, column: 'Done', isArchived: false, by: 'User' as const, after: 7200 },
    });
    server.board.cards.push({
      ...{ id: 'PVTI_3', issue: 3, column: null, isArchived: true, by: 'User' as const, after: 0 },
    });
    assert.deepEqual(await planned(STARTED), [
      'Board “Parcels”',
      '+ #1 Keeping → In Progress',
      '+ #2 Keep parcels → In Progress',
      '! #4 Draw parcels: it is in “Done” there and stays, the roadmap says “Todo”: change one of them',
      '  1 there already',
    ]);
    await apply(STARTED);
    // From then on it is known where they were put.
    await apply(STARTED.replace(' 🚧', ''));
    assert.deepEqual(columns(), ['#4 Done', '#3 –', '#1 Todo', '#2 Todo']);
  });

  it('go into the columns that the project file names, or that their names tell', async () => {
    server.board.columns = ['Soon', 'Doing now', 'Shipped'];
    assert.deepEqual(await planned(STARTED, { address: 'acme/7', columns: { todo: 'Soon' } }), [
      'Board “Parcels”',
      '+ Keeping → Doing now',
      '+ Keep parcels → Doing now',
      '+ Forget parcels → Soon',
      '+ Draw parcels → Soon',
    ]);
    const text = STARTED.replace('Draw parcels', 'Draw parcels (blocked)');
    assert.deepEqual((await planned(text, BOARD)).slice(1), [
      '+ Keeping → Doing now',
      '+ Keep parcels → Doing now',
    ]);
  });

  it('say what is missing: the project, its field, the scope', async () => {
    assert.deepEqual(await planned(PARCELS, { address: 'acme/8', columns: {} }), [
      'GitHub has no project acme/8 that this account may see: correct `issues.board` in .roadgate.yaml, or use a token with the scope `project`.',
    ]);
    assert.deepEqual(await planned(PARCELS, { address: 'nobody/7', columns: {} }), [
      'GitHub has no project nobody/7 that this account may see: correct `issues.board` in .roadgate.yaml, or use a token with the scope `project`.',
    ]);
    const gitLab = 'https://gitlab.com/acme/plans/-/boards/7';
    assert.match((await planned(PARCELS, { address: gitLab, columns: {} })).join(), /a board of GitLab/);
    server.board.columns = null;
    assert.deepEqual(await planned(PARCELS), [
      'The project “Parcels” has no field “Status” with columns to choose from: add one in the settings of the project.',
    ]);
    server.board.scopes = ['repo'];
    assert.deepEqual(await planned(PARCELS), [
      'GitHub does not let this token work with the project acme/7: it needs the scope `project` (`gh auth refresh --scopes project`, or a token that has it).',
    ]);
    assert.deepEqual(server.issues, []);
  });
});
