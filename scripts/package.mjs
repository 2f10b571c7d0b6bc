// Builds and packages the extension: npm run package
import path from 'node:path';
import { ensureDependencies } from './lib/dependencies.mjs';
import { Problem, root, run, runMain, say } from './lib/process.mjs';

await runMain(async () => {
  await ensureDependencies();
  const { packageVsix } = await import('./lib/vsix.mjs');
  const built = await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  const vsix = path.join(root, 'out/roadgate.vsix');
  if (built.code !== 0) throw new Problem('The build failed, see above.');
  const { code, output } = await packageVsix(vsix);
  if (code !== 0) throw new Problem(`${output}\nThe extension could not be packaged, see above.`);
  say(vsix);
  return 0;
});
