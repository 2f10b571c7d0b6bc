// Builds and packages the extension: npm run package
import { ensureDependencies } from './lib/dependencies.mjs';
import { Problem, root, run, runMain, say } from './lib/process.mjs';

await runMain(async () => {
  await ensureDependencies();
  const { packageVsix, vsixFile } = await import('./lib/vsix.mjs');
  const built = await run(process.execPath, ['scripts/build.mjs'], { cwd: root });
  if (built.code !== 0) throw new Problem('The build failed, see above.');
  const { code, output } = await packageVsix();
  if (code !== 0) throw new Problem(`${output}\nThe extension could not be packaged, see above.`);
  say(vsixFile);
  return 0;
});
