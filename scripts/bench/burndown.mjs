// What reading the history of a roadmap takes: a repository of a thousand commits, of which each changes its plan.
import { execFileSync } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { timeOf } from './command.mjs';
import { plan } from './documents.mjs';

const COMMITS = 1000;
const LINES = 330;
const DAY = 86_400;

/** Names of rows and values: milliseconds, and how many times as long as reading the plan once. */
export async function measureBurndown(folder) {
  const results = new Map();
  const repository = path.join(folder, 'burndown');
  await mkdir(repository, { recursive: true });
  const git = (args, input) =>
    execFileSync('git', args, { cwd: repository, input, stdio: ['pipe', 'pipe', 'inherit'] });
  git(['init', '--quiet', '--initial-branch=main']);
  git(['fast-import', '--quiet'], stream(versions()));
  git(['reset', '--quiet', '--hard']);
  const once = await timeOf(['timeline', '--format', 'json'], repository, folder);
  results.set('read once: ms', once.toFixed(0));
  for (const what of ['first', 'second']) {
    const time = await timeOf(['burndown', '--format', 'json'], repository, folder);
    results.set(`burn-down of ${COMMITS} commits, ${what} time: ms`, time.toFixed(0));
    results.set(`burn-down of ${COMMITS} commits, ${what} time: ratio`, `${(time / once).toFixed(1)} ×`);
  }
  return results;
}

/** Texts as people leave them behind: a box ticked, a status changed, an estimate, now and then a task more. */
function* versions() {
  let text = plan(LINES);
  let tasks = 1000;
  for (let commit = 0; commit < COMMITS; commit++) {
    yield text;
    const kind = commit % 10;
    const from = (commit * 7919) % text.length;
    if (kind < 5)
      text = replaceAfter(text, from, /- \[[ x]\] /, (box) => (box === '- [ ] ' ? '- [x] ' : '- [ ] '));
    else if (kind < 8)
      text = replaceAfter(
        text,
        from,
        /\*\*Status:\*\* \w+/,
        () => `**Status:** ${STATES[commit % STATES.length]}`,
      );
    else if (kind === 8)
      text = replaceAfter(text, from, /\*\*Effort:\*\* \d+h/, () => `**Effort:** ${(commit % 9) + 1}h`);
    else
      text = replaceAfter(
        text,
        from,
        /\n### /,
        (heading) =>
          `\n### T-${++tasks}: Something that was forgotten\n\n**Status:** Planned\n**Effort:** 2h\n${heading}`,
      );
  }
}

const STATES = ['Done', 'Progress', 'Planned', 'Blocked', 'Done'];

/** The first place behind an offset, else the first of all. */
function replaceAfter(text, offset, pattern, replace) {
  const rest = text.slice(offset);
  return pattern.test(rest)
    ? text.slice(0, offset) + rest.replace(pattern, replace)
    : text.replace(pattern, replace);
}

/** What `git fast-import` makes commits of: one a day. */
function stream(texts) {
  const commits = [...texts].map((text, index) => {
    const time = 1_700_000_000 + index * DAY;
    return [
      'commit refs/heads/main',
      `committer Robin Example <robin@example.com> ${time} +0000`,
      data(`Change ${index}`),
      'M 100644 inline ROADMAP.md',
      data(text),
    ].join('\n');
  });
  return `${commits.join('\n')}\n`;
}

function data(text) {
  return `data ${Buffer.byteLength(text)}\n${text}`;
}
