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
  const { add, failure, none } = await import('./lib/counts.mjs');
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
  for (const name of chosen) {
    say(`\n${name}`);
    const counts = await runStage(name, {
      grep: values.grep,
      updatePictures: values['update-pictures'],
    });
    total = add(total, counts);
  }
  // Once more at the end, since a long output is often seen from there, and not whole.
  for (const { title, problem } of total.failures) say(`\nFailed: ${title}\n${beginning(problem)}`);
  say(`\n${total.passed} passed, ${total.failures.length} failed`);
  return total.failures.length > 0 ? 1 : 0;

  /** A stage that cannot even run counts as one failure, and the others still run. */
  async function runStage(name, options) {
    try {
      const { passed, failures } = await stages[name](options);
      return { passed, failures: failures.map((each) => ({ ...each, title: `${name}: ${each.title}` })) };
    } catch (error) {
      const problem = error instanceof Problem ? error.message : error.stack;
      say(`  ✘ ${problem}`);
      return failure(name, problem);
    }
  }
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

/** The first lines of what is wrong, indented. */
function beginning(problem) {
  return problem
    .split('\n')
    .slice(0, 12)
    .map((line) => `  ${line}`)
    .join('\n');
}
