import assert from 'node:assert/strict';
import type { IssueSource } from '../../../server/src/core/issues/source.ts';
import { FAULTS, type FaultKind } from '../../support/forgeFaults.ts';
import { generatedRoadmap } from '../../support/generatedRoadmap.ts';
import { applyTo, connect, PARCELS, SECRET, sourceOf } from '../../support/issuePlans.ts';
import { IssueServer } from '../../support/issueServer.ts';
import { largeRoadmap } from '../../support/largeRoadmap.ts';
import { seeded } from '../../support/randomEdits.ts';

describe('issues of a roadmap, whatever goes wrong', () => {
  for (const fault of FAULTS) {
    it(`are completed, with their cards on a board, by the next run after ${fault.name} at any request`, async () => {
      const source = sourceOf(PARCELS, BOARD);
      const whole = await undisturbed(source);
      assert.deepEqual(whole.snapshot.cards, [
        'Draw parcels|Todo',
        'Forget parcels|Todo',
        'Keep parcels|Todo',
        'Keeping|Todo',
      ]);
      const cases = Array.from({ length: whole.requests }, (_, at) => ({ ...fault, at }));
      await tryAll(cases, source, whole);
    });
  }

  it('of 45 issues are completed after every kind of fault, at any request', async function () {
    this.timeout(3_600_000);
    const roadmap = largeRoadmap();
    const source = sourceOf(roadmap ?? generatedRoadmap(), BOARD);
    const whole = await undisturbed(source);
    const all = FAULTS.flatMap((fault) =>
      Array.from({ length: whole.requests }, (_, at) => ({ ...fault, at })),
    );
    const cases = process.env.ROADGATE_FAULTS === 'all' ? all : sample(all);
    await tryAll(cases, source, whole);
    const plan = roadmap === undefined ? 'a generated plan' : 'the large roadmap beside the project';
    console.log(`      (${cases.length} of ${all.length} runs of ${whole.requests} requests, of ${plan})`);
  });

  it('of 45 issues are completed although every request fails once', async function () {
    this.timeout(120_000);
    const source = sourceOf(largeRoadmap() ?? generatedRoadmap(), BOARD);
    const whole = await undisturbed(source);
    for (const shift of [0, 4]) {
      await withServer(async (server, forge) => {
        server.firstFault = (number) => FAULTS[(number + shift) % FAULTS.length]?.fault;
        let runs = 1;
        for (; runs < 300; runs++) {
          const { kind, refused } = await applyTo(forge, source);
          if (kind === 'done' && refused.length === 0) break;
        }
        assert.ok(runs > 20 && runs < 300, `${runs} runs`);
        assert.deepEqual(snapshotOf(server), whole.snapshot);
      });
    }
  });
});

const BOARD = { address: 'acme/7', columns: {} };

interface FaultCase extends FaultKind {
  /** Index of the request that it hits. */
  readonly at: number;
}

/** What is there after a run in which nothing goes wrong, and how many requests it takes. */
interface Whole {
  readonly snapshot: Snapshot;
  readonly requests: number;
}

type Forge = ReturnType<typeof connect>;

async function withServer<T>(use: (server: IssueServer, forge: Forge) => Promise<T>): Promise<T> {
  const server = new IssueServer();
  const forge = connect(await server.start());
  try {
    return await use(server, forge);
  } finally {
    await server.stop();
  }
}

function undisturbed(source: IssueSource): Promise<Whole> {
  return withServer(async (server, forge) => {
    const { kind, refused } = await applyTo(forge, source);
    assert.deepEqual({ kind, refused }, { kind: 'done', refused: [] });
    return { snapshot: snapshotOf(server), requests: server.lines.length };
  });
}

/** A few forges side by side: most of a run is waiting for answers. */
async function tryAll(cases: readonly FaultCase[], source: IssueSource, whole: Whole): Promise<void> {
  const left = cases.values();
  const work = (): Promise<void> =>
    withServer(async (server, forge) => {
      for (const one of left) await tryOne(one, source, whole, { server, forge });
    });
  await Promise.all(Array.from({ length: 4 }, work));
}

async function tryOne(
  { name, fault, message, at }: FaultCase,
  source: IssueSource,
  whole: Whole,
  { server, forge }: { readonly server: IssueServer; readonly forge: Forge },
): Promise<void> {
  const where = { name, at };
  server.reset();
  server.faults.set(at, fault);
  const first = await applyTo(forge, source);
  const told = [first.message ?? '', ...first.refused].join(' ').trim();
  if (told !== '') assert.match(told, message, `${name} at ${at}`);
  // Whoever is told nothing has everything.
  else assert.deepEqual({ ...where, ...snapshotOf(server) }, { ...where, ...whole.snapshot });
  assert.ok(!told.includes(SECRET));
  server.faults.clear();
  const next = await applyTo(forge, source);
  assert.deepEqual(
    { ...where, kind: next.kind, refused: next.refused },
    { ...where, kind: 'done', refused: [] },
  );
  assert.deepEqual({ ...where, ...snapshotOf(server) }, { ...where, ...whole.snapshot });
}

/** Some of many, each time the same ones, so that a failure comes back. */
function sample(cases: readonly FaultCase[]): readonly FaultCase[] {
  const random = seeded(6);
  return Array.from({ length: 12 }, () => cases[Math.floor(random() * cases.length)]).filter(
    (one) => one !== undefined,
  );
}

type Snapshot = Readonly<Record<string, readonly string[]>>;

/** What is there, whatever the order in which it was made. */
function snapshotOf({ issues, labels, milestones, board }: IssueServer): Snapshot {
  const titleOf = (number: number | null): string => issues.find((one) => one.number === number)?.title ?? '';
  return {
    issues: issues
      .map(({ title, labels: names, parent, blockers, milestone }) =>
        [title, names.join(), titleOf(parent), blockers.map(titleOf).sort().join(), milestone === null].join(
          '|',
        ),
      )
      .sort(),
    labels: labels.map(({ name }) => name).sort(),
    milestones: milestones.map(({ title }) => title).sort(),
    cards: board.cards.map(({ issue, column }) => `${titleOf(issue)}|${column ?? ''}`).sort(),
  };
}
