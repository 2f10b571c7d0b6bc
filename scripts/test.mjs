// Runs all tests, or the stages that are named:
//   node scripts/test.mjs [STAGE...] [--grep TEXT] [--update-pictures]
// Needs nothing but Node and npm; what is missing is fetched.
import { parseArgs } from 'node:util';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Problem, runMain, say } from './lib/process.mjs';

await runMain(async () => {
  const { values, positionals } = readArguments();
  await ensureDependencies();
  // These import packages, which are there only from here on.
  const { add, none } = await import('./lib/counts.mjs');
  const { chooseStages, stages } = await import('./lib/stages.mjs');
  const { fetchTools } = await import('./lib/e2e.mjs');
  const chosen = chooseStages(positionals);
  const unknown = chosen.filter((name) => !(name in stages));
  if (unknown.length > 0) {
    const known = Object.keys(stages).join(', ');
    throw new Problem(
      `There is no stage ${unknown.join(', ')}; the stages are ${known}, and e2e for the last two.`,
    );
  }
  // Fetching the editor takes longest, so it starts first and goes on beside the other stages.
  if (chosen.includes('window')) fetchTools();
  let total = none;
  const failures = [];
  for (const name of chosen) {
    say(`\n${name}`);
    const counts = await runStage(stages[name], {
      grep: values.grep,
      updatePictures: values['update-pictures'],
    });
    if (counts.failed > 0) failures.push(name);
    total = add(total, counts);
  }
  if (failures.length > 0) say(`\nFailed: ${failures.join(', ')}`);
  say(`\n${total.passed} passed, ${total.failed} failed`);
  return total.failed > 0 ? 1 : 0;
});

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { grep: { type: 'string' }, 'update-pictures': { type: 'boolean', default: false } },
    });
  } catch (error) {
    throw new Problem(
      `${error.message}\nUsage: node scripts/test.mjs [STAGE...] [--grep TEXT] [--update-pictures]`,
    );
  }
}

/** A stage that cannot even run counts as one failure, and the others still run. */
async function runStage(stage, options) {
  try {
    return await stage(options);
  } catch (error) {
    say(`  ✘ ${error instanceof Problem ? error.message : error.stack}`);
    return { passed: 0, failed: 1 };
  }
}
