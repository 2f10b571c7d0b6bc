// Scores the model against a corpus of real roadmaps, where one lies beside the repository: npm run score
import { existsSync } from 'node:fs';
import path from 'node:path';
import { Problem, root, run, runMain } from './lib/process.mjs';

await runMain(async () => {
  const scorer = path.resolve(root, '../shared/corpus/score.mjs');
  if (!existsSync(scorer)) {
    throw new Problem(`There is no corpus to score against: ${scorer} does not exist.`);
  }
  const built = await run(process.execPath, ['scripts/build.mjs']);
  if (built.code !== 0) throw new Problem('The build failed, see above.');
  const model = [process.execPath, path.join(root, 'dist/cli.cjs'), 'model', '--format', 'json'];
  const { code } = await run(process.execPath, [scorer, ...process.argv.slice(2), '--', ...model]);
  return code;
});
