// Roadmaps to measure with, the same at every run.
export const WORDS = (
  'account backup cache check client export filter form gateway history import index invoice job limit ' +
  'login metric parcel policy queue report retry role route schema search session store theme token worker'
).split(' ');
const STATES = ['Done', 'In Progress', 'Planned', 'Blocked'];

/** A plan with phases, tasks, criteria, fences and references; the files it names do not exist. */
export function plan(lineCount) {
  const random = seeded(1);
  const pick = (values) => values[Math.floor(random() * values.length)];
  const words = (count) => Array.from({ length: count }, () => pick(WORDS)).join(' ');
  const lines = ['# Roadmap', '', 'Overview of the plan.', ''];
  for (let task = 1; lines.length < lineCount; task++) {
    if (task % 20 === 1) lines.push(`## Phase ${Math.ceil(task / 20)}: ${words(3)}`, '', '---', '');
    lines.push(`### T-${task}: ${words(4)}`, '');
    lines.push(`**Status:** ${pick(STATES)}  `, `**Effort:** ${1 + Math.floor(random() * 8)}h  `);
    if (task > 3) lines.push(`**Depends on:** T-${task - 1 - Math.floor(random() * 3)}`);
    lines.push(
      '',
      `Then ${words(12)}, see \`src/${pick(WORDS)}/${pick(WORDS)}.ts:${task}\` and`,
      words(10),
      '',
    );
    lines.push('**Acceptance Criteria:**', '');
    for (let left = 3; left > 0; left--) lines.push(`- [${random() < 0.5 ? 'x' : ' '}] ${words(6)}`);
    if (task % 4 === 0) lines.push('', '```bash', `npm test -- ${pick(WORDS)}`, '```');
    lines.push('', `See [the notes](notes/${pick(WORDS)}.md#${pick(WORDS)}).`, '');
  }
  return lines.slice(0, lineCount).join('\n') + '\n';
}

/** One list of tasks without a heading in it. */
export function list(lineCount) {
  const item = (_, index) =>
    `- [${index % 3 === 0 ? 'x' : ' '}] T-${index}: ${word(index)} the ${word(index * 7)}`;
  return `# Roadmap\n\n${Array.from({ length: lineCount }, item).join('\n')}\n`;
}

/** One table of tasks. */
export function table(lineCount) {
  const row = (_, index) => `| T-${index} | ${word(index)} the ${word(index * 7)} | ${STATES[index % 4]} |`;
  return `# Roadmap\n\n| ID | Task | Status |\n|---|---|---|\n${Array.from({ length: lineCount }, row).join('\n')}\n`;
}

function word(index) {
  return WORDS[index % WORDS.length];
}

function seeded(seed) {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
