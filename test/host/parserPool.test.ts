import assert from 'node:assert/strict';
import { DEFAULT_CONFIG } from '../../server/src/core/config.ts';
import { parseRoadmap } from '../../server/src/core/parse/document.ts';
import { parseOptions } from '../../server/src/core/parse/options.ts';
import { SourceText } from '../../server/src/core/text/source.ts';
import { ParserPool } from '../../server/src/host/parserPool.ts';

const CONFIG = { ...DEFAULT_CONFIG, words: { status: { 'in-progress': ['kochend'] } } };

function plan(number: number): string {
  const tasks = Array.from(
    { length: 1 + (number % 7) },
    (_, index) => `### P${number}-${index + 1}: Step\n\n**Status:** Kochend\n\n- [x] \`src/a.ts:${index}\`\n`,
  );
  return [`# Roadmap ${number}`, '', ...tasks].join('\n');
}

async function readAll(pool: ParserPool, count: number): Promise<readonly unknown[]> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const read = numbers.map((number) => pool.read(`file:///p/${number}.md`, plan(number), CONFIG, 'a.md'));
  const documents = await Promise.all(read).finally(() => pool.close());
  return documents.map((document) => ({ ...document, source: document.source.text }));
}

function expected(count: number): readonly unknown[] {
  return Array.from({ length: count }, (_, number) => {
    const source = new SourceText(plan(number));
    const document = parseRoadmap(`file:///p/${number}.md`, source, parseOptions(CONFIG, 'a.md'));
    return { ...document, source: source.text };
  });
}

function program(code: string): URL {
  return new URL(`data:text/javascript,${encodeURIComponent(code)}`);
}

describe('A pool of parsers', function () {
  this.timeout(60_000);

  it('reads on threads what is read on this one, each document for the one who asked', async () => {
    assert.deepEqual(await readAll(new ParserPool({ size: 2 }), 25), expected(25));
  });

  it('reads what a thread that dies at once was to read', async () => {
    const pool = new ParserPool({ size: 2, program: program('process.exit(3)') });
    assert.deepEqual(await readAll(pool, 9), expected(9));
  });

  it('reads what a thread that dies on the way was to read', async () => {
    const dies = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => { throw new Error('out of memory'); });`;
    assert.deepEqual(await readAll(new ParserPool({ size: 2, program: program(dies) }), 9), expected(9));
  });

  it('reads without its program', async () => {
    const pool = new ParserPool({ size: 2, program: new URL('./nothing.mjs', import.meta.url) });
    assert.deepEqual(await readAll(pool, 5), expected(5));
  });

  it('passes on what a thread says of a text that brings the parser down', async () => {
    const fails = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ id }) => parentPort.postMessage({ id, error: 'no parser' }));`;
    const pool = new ParserPool({ size: 1, program: program(fails) });
    await assert.rejects(pool.read('file:///a.md', '# A', CONFIG, 'a.md'), /no parser/);
    pool.close();
  });
});
