// What is measured of one server; names of rows, milliseconds or MiB.
import { setTimeout as sleep } from 'node:timers/promises';
import { BenchClient } from './client.mjs';
import { list, plan, table } from './documents.mjs';

const KEYS = 40;
const STARTS = 5;

/** @param args of Node, to start the server with. */
export async function measure(args, folder) {
  const results = new Map();
  results.set('cold start to diagnostics, 1,000 lines: median, ms', await coldStart(args, folder));
  const inSession = async (task) => {
    const client = new BenchClient(args, folder);
    try {
      await client.initialize();
      await client.open('small.md', plan(200)); // what is measured next is not the start
      await task(client);
    } finally {
      await client.stop();
    }
  };
  for (const lines of [1_000, 10_000])
    results.set(`open, ${named(lines)} lines: median, ms`, await openings(inSession, lines));
  await inSession(async (client) => {
    await typing(client, results);
    results.set('memory after 10,000 lines, MiB', client.memory());
  });
  await inSession((client) => upheavals(client, results));
  await inSession((client) => burst(client, results));
  return results;
}

async function coldStart(args, folder) {
  const times = [];
  for (let left = STARTS; left > 0; left--) {
    const client = new BenchClient(args, folder);
    await client.initialize();
    await client.open('plan.md', plan(1_000));
    times.push(performance.now() - client.startedAt);
    await client.stop();
  }
  return quantile(times, 0.5);
}

async function openings(inSession, lines) {
  const text = plan(lines);
  const times = [];
  for (let left = STARTS; left > 0; left--)
    await inSession(async (client) => times.push(await timed(() => client.open('plan.md', text))));
  return quantile(times, 0.5);
}

/** Single characters, each sent when the diagnostics of the one before are here. */
async function typing(client, results) {
  const places = [
    ['prose', plan(10_000), /^Then /],
    ['a box', plan(10_000), /^- \[[ x]\] /],
    ['a fence', plan(10_000), /^npm test/],
    ['a heading', plan(10_000), /^### /],
    ['a list of 2,000 lines', list(2_000), /^- /],
    ['a table of 2,000 lines', table(2_000), /^\| T/],
  ];
  for (const [index, [name, text, line]] of places.entries()) {
    const document = await client.open(`plan-${index}.md`, text);
    const at = lineLike(text, line);
    const times = [];
    for (let key = 0; key < KEYS; key++) {
      const letter = 'abcdefghij'.charAt(key % 10);
      times.push(await timed(() => answer(client, document, at, 12, 0, letter)));
      await sleep(5);
    }
    results.set(`a keystroke in ${name}: p95, ms`, quantile(times, 0.95));
  }
}

/** Edits behind which everything is read in another way, and the way back. */
async function upheavals(client, results) {
  const text = plan(10_000);
  const edits = [
    ['a fence', 2, '```\n'],
    ['a comment', 2, '<!--\n'],
    ['front matter', 0, '---\n'],
  ];
  for (const [index, [name, line, opening]] of edits.entries()) {
    const document = await client.open(`plan-${index}.md`, text);
    const times = [];
    for (let left = 5; left > 0; left--) {
      times.push(await timed(() => answer(client, document, line, 0, 0, opening)));
      document.version++;
      const range = { start: { line, character: 0 }, end: { line: line + 1, character: 0 } };
      await client.change(document, range, '');
      await client.answered(document);
    }
    results.set(`${name} opens above 10,000 lines: max, ms`, Math.max(...times));
  }
}

async function burst(client, results) {
  const text = plan(10_000);
  const document = await client.open('plan.md', text);
  const at = lineLike(text, /^Then /);
  for (let key = 0; key < 99; key++) {
    await client.send(document, at, 12, 0, 'x');
    await sleep(10);
  }
  const last = await timed(() => answer(client, document, at, 12, 0, 'x'));
  results.set('100 keystrokes at 10 ms: the last, ms', last);
}

async function answer(client, document, line, character, length, text) {
  await client.send(document, line, character, length, text);
  await client.answered(document);
}

/** A line of that kind in the middle of a text. */
function lineLike(text, pattern) {
  const lines = text.split('\n');
  return lines.findIndex((line, index) => index >= lines.length / 2 && pattern.test(line));
}

async function timed(task) {
  const from = performance.now();
  await task();
  return performance.now() - from;
}

function quantile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
}

function named(count) {
  return count.toLocaleString('en');
}
