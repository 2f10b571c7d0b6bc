// The browser that shows the VS Code server's window in the tests.
import { existsSync } from 'node:fs';
import { Problem, run, say, which } from './process.mjs';

const commands = ['chromium', 'google-chrome', 'google-chrome-stable', 'chromium-browser', 'chrome'];
const paths = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** The executable of an installed Chrome or Chromium, or undefined. `CHROME_PATH` overrides the search. */
async function findBrowser() {
  if (process.env.CHROME_PATH) return process.env.CHROME_PATH;
  for (const command of commands) {
    const found = await which(command);
    if (found) return found;
  }
  return paths.find((file) => existsSync(file));
}

/** Like `findBrowser`, but installs Debian's Chromium where it may. */
export function ensureBrowser() {
  browser ??= findBrowser().then(async (found) => found ?? (await installChromium()) ?? missing());
  return browser;
}

/** Several ask at the same time; they share one promise. */
let browser;

async function installChromium() {
  if (process.getuid?.() !== 0 || !(await which('apt-get'))) return undefined;
  say('Fetching Chromium from the Debian archive…');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { env, quiet: true });
  const install = ['install', '--yes', '--no-install-recommends', 'chromium', 'fonts-noto-color-emoji'];
  const { code, output } = await run('apt-get', install, { env, quiet: true });
  if (code !== 0)
    throw new Problem(`${output.trimEnd()}\n\nChromium could not be installed with apt-get, see above.`);
  return findBrowser();
}

function missing() {
  throw new Problem(
    'The tests look at the editor through Chrome or Chromium, and none was found: install one ' +
      '(Debian: `sudo apt-get install chromium`), or name its executable in CHROME_PATH.',
  );
}
