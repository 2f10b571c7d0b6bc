import { styleText } from 'node:util';
import { visibleText } from '../../gates/approval.ts';
import { evidenceTail } from '../../gates/evidence.ts';
import type { GatePlan } from '../../gates/plan.ts';
import type { RunResult } from '../../host/runner.ts';
import type { GateTask } from '../gateSelection.ts';
import { escapeXml } from './xml.ts';

export interface GateRunReport {
  /** The tasks it ran for. */
  readonly tasks: readonly GateTask[];
  readonly plan: GatePlan;
  readonly result: RunResult;
}

/** `✓ #12, #14: npm test (1.2 s)`, with the reason below where it did not pass. */
export function writeRunLine({ tasks, plan, result }: GateRunReport, colors: boolean): string {
  const passed = result.outcome === 'passed';
  const mark = passed ? '✓' : '✗';
  const painted = colors ? styleText(passed ? 'green' : 'red', mark) : mark;
  const owners = tasks.map(({ id, title }) => visibleText(id ?? title)).join(', ');
  const line = `${painted} ${owners}: ${visibleText(plan.name)} (${seconds(result.duration)})\n`;
  return result.reason === null ? line : `${line}    ${visibleText(result.reason)}\n`;
}

export function writeRunSummary(reports: readonly GateRunReport[], wanted: number, colors: boolean): string {
  const passed = reports.filter(({ result }) => result.outcome === 'passed').length;
  const failed = reports.length - passed;
  const parts = [
    `${passed} passed`,
    ...(failed > 0 ? [`${failed} failed`] : []),
    ...(reports.length < wanted ? [`${wanted - reports.length} did not run`] : []),
  ];
  const text = `${parts.join(', ')}.`;
  return `${colors ? styleText(passed === wanted ? 'green' : 'red', text) : text}\n`;
}

/** What CI services read. One test suite per document, one test case per task and gate. */
export function writeJUnit(reports: readonly GateRunReport[]): string {
  const cases = reports.flatMap((report) =>
    report.tasks.map((task) => ({ document: task.document, xml: testCase(task, report) })),
  );
  const suites = [...new Set(cases.map(({ document }) => document))].map((document) => {
    const own = cases.filter((one) => one.document === document);
    const tests = own.map(({ xml }) => xml).join('');
    return `  <testsuite name="${escapeXml(document)}" tests="${own.length}">\n${tests}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function testCase(task: GateTask, { plan, result }: GateRunReport): string {
  const name = `classname="${escapeXml([task.id, task.title].filter(Boolean).join(' '))}" name="${escapeXml(plan.name)}"`;
  const head = `    <testcase ${name} time="${(result.duration / 1000).toFixed(3)}"`;
  const message = escapeXml(result.reason ?? '');
  const tail = escapeXml(evidenceTail(result.output, process.env));
  switch (result.outcome) {
    case 'passed':
      return `${head}/>\n`;
    case 'failed':
      return `${head}>\n      <failure message="${message}">${tail}</failure>\n    </testcase>\n`;
    case 'errored':
      return `${head}>\n      <error message="${message}">${tail}</error>\n    </testcase>\n`;
    case 'cancelled':
      return `${head}>\n      <skipped message="${message}"/>\n    </testcase>\n`;
  }
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
