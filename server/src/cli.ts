import { existsSync, readFileSync } from 'node:fs';
import { runCommandLine } from './cli/run.ts';
import { processTerminal } from './cli/terminal.ts';

void main();

async function main(): Promise<void> {
  // A reader that has seen enough (`roadgate check | head`) is no failure of ours.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  // Not process.exit(): it would cut off what a pipe has not taken yet.
  process.exitCode = await runCommandLine(process.argv.slice(2), processTerminal(), readVersion());
}

/** The version in the package's manifest, which stands above the bundle and above the sources. */
function readVersion(): string {
  for (const manifest of ['../package.json', '../../package.json']) {
    const url = new URL(manifest, import.meta.url);
    if (!existsSync(url)) continue;
    const version = /"version":\s*"([^"]+)"/.exec(readFileSync(url, 'utf8'));
    if (version?.[1] !== undefined) return version[1];
  }
  return 'unknown';
}
