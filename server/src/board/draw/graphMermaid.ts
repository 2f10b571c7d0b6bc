import type { GraphData, GraphTask } from '../../protocol/graph.ts';
import { groupName } from './graphParts.tsx';

/** The graph as a Mermaid flowchart, for places that draw those by themselves. */
export function mermaidFlowchart({ tasks, groups, edges }: GraphData): string {
  const names = new Map([...groups, ...tasks].map(({ key }, index) => [key, `n${index}`]));
  const name = (key: string): string => names.get(key) ?? 'n';
  const lines: string[] = ['flowchart LR'];
  const add = (group: string | null, depth: number): void => {
    const indent = '  '.repeat(depth);
    for (const task of tasks.filter((each) => each.group === group))
      lines.push(`${indent}${name(task.key)}["${label(task)}"]:::${task.status}`);
    for (const inner of groups.filter(({ parent }) => parent === group)) {
      // Mermaid refuses a subgraph with nothing in it.
      if (inner.tasks.total === 0 && !tasks.some((task) => task.group === inner.key)) continue;
      lines.push(`${indent}subgraph ${name(inner.key)}["${escape(groupName(inner))}"]`);
      add(inner.key, depth + 1);
      lines.push(`${indent}end`);
    }
  };
  add(null, 1);
  for (const { from, to, soft, problem, critical } of edges) {
    const arrow = soft ? '-.->' : critical ? '==>' : '-->';
    const text = problem === null ? '' : `|${problem === 'cycle' ? 'cycle' : 'done before'}|`;
    lines.push(`  ${name(from)} ${arrow}${text} ${name(to)}`);
  }
  lines.push(...CLASSES.map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}

function label({ id, title, status }: GraphTask): string {
  return escape([MARKS[status], id, title].filter(Boolean).join(' '));
}

/** Mermaid reads Markdown and HTML in labels, and ends them at a quotation mark: all of that becomes entities. */
function escape(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(
      /[^\p{L}\p{M}\p{N}\p{Extended_Pictographic} .,:/+()-]/gu,
      (char) => `#${char.codePointAt(0) ?? 32};`,
    )
    .trim();
}

const MARKS: Readonly<Record<GraphTask['status'], string>> = {
  todo: '○',
  'in-progress': '◐',
  'in-review': '◉',
  blocked: '⛔',
  done: '✓',
  deferred: '⏸',
  cancelled: '✕',
};

const CLASSES = [
  'classDef todo stroke:#6e7781',
  'classDef in-progress stroke:#0969da,stroke-width:2px',
  'classDef in-review stroke:#8250df,stroke-width:2px',
  'classDef blocked stroke:#c5221f,stroke-width:2px',
  'classDef done stroke:#1a7f37,stroke-width:2px',
  'classDef deferred stroke:#6e7781,stroke-dasharray:4 3',
  'classDef cancelled stroke:#6e7781,stroke-dasharray:4 3',
];
