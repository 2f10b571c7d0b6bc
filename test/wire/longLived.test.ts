import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { FileChangeType } from 'vscode-languageserver/node';
import { SourceText } from '../../server/src/core/text/source.ts';
import { changeOf, randomSessions, seeded } from '../support/randomEdits.ts';
import { fileUri, TestServer, untilOneOf } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const ROUNDS = Number(process.env['ROADGATE_RUNS'] ?? 8);
const SEED = Number(process.env['ROADGATE_SEED'] ?? 1);

const PLANS = ['ROADMAP.md', 'docs/PLAN.md', 'docs/STATUS.md', 'plans/more.md'];
const SOURCES = ['src/quay.ts', 'src/crane.ts', 'src/berth.ts'];
const SETTINGS = [
  '',
  'rules:\n  reference/missing: off\n',
  'rules:\n  dependency/unknown: error\n',
  'roadmaps:\n  exclude: ["plans/**"]\n',
  'rules: [\n',
];
const LINES = [
  '**Status:** Done\n',
  '- [x] Moored\n',
  'See `src/crane.ts:9`.\n',
  '[quay](guide.md#quay)\n',
  '**Depends on:** A-2, B-7\n',
  '| A-2 | Done |\n',
  'Total: 9h\n',
  '## A-1: Again\n',
  '<!-- roadgate-disable-next-line -->\n',
  '```\n',
  '<!--\n',
  '---\n',
];

/**
 * The server reads a document anew only where it changed, asks the disk and git once, and keeps what it read for the
 * next process. Whatever happened before, it has to say what one says that knows nothing of that.
 */
describe('A server that was edited, and the disk under it', function () {
  this.timeout(ROUNDS * 30_000);
  const random = seeded(SEED);
  const below = (limit: number): number => Math.floor(random() * limit);
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T;

  let folder: TestFolder;
  let server: TestServer;
  let steps: string[];
  const opened = new Map<string, { text: string; version: number }>();

  beforeEach(async () => {
    folder = new TestFolder();
    folder.init();
    for (const name of PLANS) folder.write(name, plan(name));
    for (const name of SOURCES) folder.write(name, lines(40));
    folder.write('guide.md', '# Guide\n\n## Quay\n');
    folder.commit('first');
    folder.git(['mv', 'src/berth.ts', 'src/mooring.ts']);
    folder.commit('second');
    steps = [];
    server = await start();
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
    opened.clear();
  });

  it('says what a fresh one says', async () => {
    let found = 0;
    for (let round = 0; round < ROUNDS; round++) {
      for (let left = 1 + below(6); left > 0; left--) await step();
      found += await compare();
    }
    assert(found > 0, 'nothing was ever found: the plans of this test are no good');
  });

  /** Everything kept for other processes lies below the folder: each comparison may begin with it, or without. */
  function start(cache = 'cache'): Promise<TestServer> {
    return TestServer.start({
      folders: [folder.path],
      env: { XDG_CACHE_HOME: path.join(folder.path, '.git', cache) },
    });
  }

  async function compare(): Promise<number> {
    const fresh = await start(below(2) ? 'cache' : `cache-${below(1e9)}`);
    try {
      for (const [name, { text }] of opened) await fresh.open(uri(name), text);
      const both = (): [object, object] => [said(server), said(fresh)];
      const isSame = (): true | undefined => {
        const [ours, theirs] = both().map((each) => JSON.stringify(each));
        return [...opened.keys()].every((name) => fresh.latest(uri(name))) && ours === theirs
          ? true
          : undefined;
      };
      await untilOneOf([server, fresh], isSame, 'the same findings').catch(() => {
        const [ours, theirs] = both();
        assert.deepEqual(ours, theirs, `seed ${SEED}: ${steps.join('; ')}`);
      });
      return Object.values(said(fresh)).flat().length;
    } finally {
      await fresh.stop();
    }
  }

  function said(of: TestServer): Record<string, string[]> {
    return Object.fromEntries(
      [...opened.keys()].sort().map((name) => {
        const diagnostics = of.latest(uri(name))?.diagnostics ?? [];
        return [name, diagnostics.map((diagnostic) => JSON.stringify(diagnostic)).sort()];
      }),
    );
  }

  async function step(): Promise<void> {
    const name = pick(PLANS);
    const document = opened.get(name);
    const kind = below(10);
    if (!document) {
      if (opened.size < 2 || kind < 4) await open(name);
      else if (kind < 6) await write(name, plan(name));
      else await changeDisk();
    } else if (kind < 5) await edit(name, document);
    else if (kind < 6) await reset(name, document);
    else if (kind < 7) await close(name);
    else await changeDisk();
  }

  async function open(name: string): Promise<void> {
    const text = readFileSync(path.join(folder.path, name), 'utf8');
    steps.push(`open ${name}`);
    opened.set(name, { text, version: 1 });
    await server.open(uri(name), text);
  }

  async function close(name: string): Promise<void> {
    steps.push(`close ${name}`);
    opened.delete(name);
    await server.close(uri(name));
  }

  async function edit(name: string, document: { text: string; version: number }): Promise<void> {
    const [session] = randomSessions({ seed: below(1e9), edits: 4, texts: [''] });
    const line = { at: below(document.text.length + 1), remove: 0, text: pick(LINES) };
    for (const each of [...(session?.edits ?? []).slice(below(4)), line]) {
      const source = new SourceText(document.text);
      const change = changeOf(each, source);
      // No place of the protocol lies between the two characters of a line end.
      const range = { start: source.placeAt(change.from), end: source.placeAt(change.to) };
      const [from, to] = [source.offsetAt(range.start), source.offsetAt(range.end)];
      steps.push(`edit ${name} ${from}-${to} ${JSON.stringify(change.text)}`);
      document.text = source.text.slice(0, from) + change.text + source.text.slice(to);
      document.version++;
      await server.change(uri(name), document.version, [{ range, text: change.text }]);
    }
  }

  /** What random edits leave is soon no plan any more. */
  async function reset(name: string, document: { text: string; version: number }): Promise<void> {
    steps.push(`write ${name} anew`);
    document.text = plan(name);
    document.version++;
    await server.change(uri(name), document.version, [{ text: document.text }]);
  }

  async function changeDisk(): Promise<void> {
    const name = pick(SOURCES);
    const kind = below(6);
    if (kind < 2) await write(name, lines(5 + below(60)));
    else if (kind === 2) await remove(name);
    else if (kind === 3) await write('.roadgate.yaml', pick(SETTINGS));
    else if (kind === 4) await write('guide.md', `# Guide\n\n## ${pick(['Quay', 'Crane'])}\n`);
    else {
      steps.push('commit');
      folder.commit('more');
      await server.filesChanged([{ uri: uri('.git/logs/HEAD'), type: FileChangeType.Changed }]);
    }
  }

  async function write(name: string, text: string): Promise<void> {
    steps.push(`write ${name}: ${JSON.stringify(text)}`);
    const type = existsSync(path.join(folder.path, name)) ? FileChangeType.Changed : FileChangeType.Created;
    folder.write(name, text);
    await server.filesChanged([{ uri: uri(name), type }]);
  }

  async function remove(name: string): Promise<void> {
    steps.push(`remove ${name}`);
    rmSync(path.join(folder.path, name), { force: true });
    await server.filesChanged([{ uri: uri(name), type: FileChangeType.Deleted }]);
  }

  function uri(name: string): string {
    return fileUri(folder.path, name);
  }

  function lines(count: number): string {
    return Array.from({ length: count }, (_, index) => `export const crate${index} = ${index};\n`).join('');
  }

  /** Plans that speak of each other's tasks, of the guide, and of lines of files that are, were and never were. */
  function plan(name: string): string {
    if (name.endsWith('STATUS.md')) {
      const rows = ['A-1', 'A-2', 'B-1', 'B-3'].map(
        (id) => `| ${id} | Task ${id.slice(2)} | ${pick(['Done', 'Open', 'Blocked'])} |\n`,
      );
      const items = ['A-2', 'B-2'].map(
        (id) => `- ${id}: Task ${id.slice(2)} — ${pick(['✅ Done', 'in progress'])}\n`,
      );
      return `# Status\n\n${items.join('')}\n| ID | Task | Status |\n| --- | --- | --- |\n${rows.join('')}`;
    }
    const letter = name === 'ROADMAP.md' ? 'A' : 'B';
    const tasks = Array.from({ length: 2 + below(4) }, (_, index) => {
      const files = `\`${pick([...SOURCES, 'src/gone.ts'])}:${1 + below(60)}\` and src/quay.ts:${1 + below(20)}-${20 + below(40)}`;
      return [
        `## ${letter}-${index + 1}: Task ${index + 1}`,
        `**Status:** ${pick(['Done', 'Open', 'In progress'])}`,
        `**Estimate:** ${1 + below(5)}h`,
        `**Depends on:** ${pick(['A', 'B'])}-${1 + below(6)}`,
        `See ${files}, and the [guide](${name.includes('/') ? '../' : ''}guide.md#${pick(['quay', 'crane'])}).`,
        `### Acceptance criteria`,
        `- [${pick([' ', 'x'])}] It is moored\n- [${pick([' ', 'x'])}] It is tested`,
      ].join('\n\n');
    });
    return `# Plan ${letter}\n\n${tasks.join('\n\n')}\n\n**Total:** ${3 * tasks.length}h\n`;
  }
});
