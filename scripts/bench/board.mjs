// What is measured of the page of the board, in Chrome or Chromium without a graphics card: names of rows and values.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';
import { ensureBrowser } from '../lib/browser.mjs';
import { root } from '../lib/process.mjs';
import { BenchClient } from './client.mjs';

/** Milliseconds of a frame on a screen that shows sixty of them in a second. */
const FRAME = 1000 / 60;

export async function measureBoard(folder) {
  const results = new Map();
  const browser = await chromium.launch({
    executablePath: await ensureBrowser(),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    for (const count of [50, 500]) {
      const board = await boardOf(folder, count);
      const page = await open(browser);
      results.set(`first paint, ${count} tasks: ms`, await firstPaint(page, board));
      await page.waitForFunction('window.isSettled()');
      results.set(`panning, ${count} tasks, at first sight`, await frames(page, '{ deltaX: 14, deltaY: 9 }'));
      await page.evaluate("document.querySelector('.card').focus()");
      await page.keyboard.press('0');
      results.set(`panning, ${count} tasks, all in sight`, await frames(page, '{ deltaX: 3, deltaY: 3 }'));
      results.set(`zooming, ${count} tasks`, await frames(page, '{ deltaY: -12, ctrlKey: true }'));
      await page.close();
    }
  } finally {
    await browser.close();
  }
  return results;
}

/** What the server says of a plan with that many tasks, three of five of which depend on others. */
async function boardOf(folder, count) {
  const client = new BenchClient([path.join(root, 'dist/server.cjs'), '--stdio'], folder);
  try {
    await client.initialize();
    const { uri } = await client.open(`board-${count}.md`, plan(count));
    return await client.request('roadgate/board', { uri });
  } finally {
    await client.stop();
  }
}

function plan(count) {
  const task = (index) => {
    const phase = index % 50 === 0 ? `## Phase ${index / 50 + 1}\n\n` : '';
    const needs =
      index % 5 < 3 && index > 2
        ? `**Depends on:** T-${index - 1 - ((index * 7) % Math.min(index, 15))}\n`
        : '';
    const status = index % 3 === 0 ? 'done' : index % 7 === 0 ? 'in progress' : 'todo';
    return `${phase}### T-${index}: Make the part number ${index} of the whole\n\n**Status:** ${status}\n**Effort:** ${(index % 5) + 1}-${(index % 5) + 4} hours\n${needs}\n**Acceptance Criteria:**\n- [x] It works\n- [ ] It is tested\n`;
  };
  return `# Plan\n\n${Array.from({ length: count }, (_, index) => task(index)).join('\n')}`;
}

async function open(browser) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const script = await readFile(path.join(root, 'dist/webview/board.js'), 'utf8');
  const style = path.join(root, 'dist/webview/board-style.css');
  await page.goto(pathToFileURL(path.join(root, 'package.json')).href);
  await page.setContent('<body></body>');
  await page.addStyleTag({ path: style });
  await page.evaluate(PAGE);
  await page.addScriptTag({ content: script });
  return page;
}

const PAGE = `
  window.acquireVsCodeApi = () => ({ postMessage() {}, getState() {}, setState() {} });
  let drawn = 0;
  new MutationObserver(() => { drawn = performance.now(); }).observe(document, { subtree: true, childList: true });
  window.isSettled = () => document.querySelector('.card') !== null && performance.now() - drawn > 2000;
  window.nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
`;

/** From the message to the frame that shows cards. */
function firstPaint(page, board) {
  const message = { kind: 'board', board, roadmaps: [] };
  return page.evaluate(async (data) => {
    const from = performance.now();
    window.postMessage(data, '*');
    while (document.querySelector('.card') === null) await window.nextFrame();
    await window.nextFrame();
    return Math.round(performance.now() - from);
  }, message);
}

/** Sixty turns of the wheel, one in each frame. */
async function frames(page, wheel) {
  const times = await page.evaluate(`(async () => {
    const canvas = document.querySelector('svg.canvas');
    const { left, top, width, height } = canvas.getBoundingClientRect();
    const at = { clientX: left + width / 2, clientY: top + height / 2, bubbles: true, cancelable: true };
    const times = [];
    let last = await window.nextFrame();
    for (let left = 60; left > 0; left--) {
      canvas.dispatchEvent(new WheelEvent('wheel', { ...at, ...${wheel} }));
      const now = await window.nextFrame();
      times.push(now - last);
      last = now;
    }
    return times;
  })()`);
  const sorted = times.toSorted((a, b) => a - b);
  const of = (share) => Math.max(1, Math.round(sorted[Math.ceil(share * sorted.length) - 1] / FRAME));
  return `median ${of(0.5)}, p95 ${of(0.95)} frames for each of sixty moves`;
}
