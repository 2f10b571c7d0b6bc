/**
 * A plan of the size of a large real one: 45 tasks below 12 epics, 27 labels, 4 milestones. For where no such plan
 * lies beside the project.
 */
export function generatedRoadmap(): string {
  const phases = [1, 2, 3, 4].map((phase) => phaseText(phase));
  const labels = [...AREAS.map((area) => `area-${area}`), ...KINDS.map((kind) => `kind-${kind}`)];
  const milestones = [1, 2, 3, 4].map((phase) => `${phase}. **Harbour ${phase}** (Week ${phase * 3})`);
  return [
    '# Harbour plan\n',
    ...phases,
    '## Labels to create\n',
    `- **All:** ${labels.map((label) => `\`${label}\``).join(' ')}\n`,
    '## Milestones\n',
    ...milestones.map((milestone, index) => `${milestone} - Phase ${index + 1} done`),
    '',
  ].join('\n');
}

const AREAS = Array.from({ length: 15 }, (_, index) => index + 1);
const KINDS = Array.from({ length: 12 }, (_, index) => index + 1);

function phaseText(phase: number): string {
  const epics = [1, 2, 3].map((place) => epicText((phase - 1) * 3 + place));
  return `## PHASE ${phase}: PART ${phase} (Weeks ${phase * 3 - 2}-${phase * 3})\n\n${epics.join('')}`;
}

/** The first nine epics have four tasks each, the others three. */
function epicText(epic: number): string {
  const before = Array.from({ length: epic - 1 }, (_, index) => sizeOf(index + 1));
  const first = before.reduce((sum, size) => sum + size, 1);
  const tasks = Array.from({ length: sizeOf(epic) }, (_, index) => taskText(first + index, index > 0));
  return `### Epic: Quay ${epic}\n**Labels:** \`kind-${epic}\`\n\n${tasks.join('')}`;
}

function sizeOf(epic: number): number {
  return epic <= 9 ? 4 : 3;
}

function taskText(number: number, isSecond: boolean): string {
  const depends = isSecond ? `**Depends on:** #${number - 1}\n` : '';
  return `#### Issue #${number}: Build berth ${number}
**Labels:** \`area-${((number - 1) % 15) + 1}\` \`kind-${((number - 1) % 12) + 1}\`
${depends}
Ships lie at it, see \`src/berth${number}.ts\`.

**Acceptance Criteria:**
- [ ] a ship is moored
- [ ] a ship is let go

`;
}
