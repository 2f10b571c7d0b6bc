// Measures the language server beside one that only echoes: npm run bench
// and with `npm run bench -- board` the page of the board in Chrome or Chromium,
// with `npm run bench -- burndown` the history of a plan of a thousand commits,
// with `npm run bench -- check` a whole project on the command line.
// The table gives ratios within one run; times of different machines and runs cannot be compared.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Problem, root, run, runMain, say } from './lib/process.mjs';
import { ensureDependencies } from './lib/dependencies.mjs';

await runMain(async () => {
  await ensureDependencies();
  const { measure } = await import('./bench/measure.mjs');
  const built = await run(process.execPath, ['scripts/build.mjs'], { quiet: true });
  if (built.code !== 0) throw new Problem('The build failed; run `npm run build` to see why.');
  const folder = await mkdtemp(path.join(tmpdir(), 'roadgate-bench-'));
  try {
    if (process.argv.includes('board')) {
      const { measureBoard } = await import('./bench/board.mjs');
      for (const [what, value] of await measureBoard(folder)) say(`${what}  ${value}`);
      return 0;
    }
    if (process.argv.includes('burndown')) {
      const { measureBurndown } = await import('./bench/burndown.mjs');
      for (const [what, value] of await measureBurndown(folder)) say(`${what}  ${value}`);
      return 0;
    }
    if (process.argv.includes('check')) {
      const { measureCheck } = await import('./bench/check.mjs');
      for (const [what, value] of await measureCheck(folder)) say(`${what}  ${value}`);
      return 0;
    }
    const echo = await measure([path.join(root, 'scripts/bench/echo.mjs'), '--stdio'], folder);
    const ours = await measure([path.join(root, 'dist/server.cjs'), '--stdio'], folder);
    say(asTable(echo, ours));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
});

function asTable(echo, ours) {
  const rows = [...ours.keys()].map((what) => {
    const [floor, value] = [echo.get(what), ours.get(what)];
    const isKnown = floor != null && value != null;
    return [what, short(floor), short(value), isKnown ? `${(value / floor).toFixed(2)} ×` : '-'];
  });
  const all = [['what', 'echo', 'Roadgate', 'ratio'], ...rows];
  const widths = all[0].map((_, column) => Math.max(...all.map((row) => row[column].length)));
  const pad = (cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]));
  return all.map((row) => row.map(pad).join('  ')).join('\n');
}

function short(value) {
  return value == null ? '-' : value.toFixed(1);
}
