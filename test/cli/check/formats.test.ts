import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import Ajv from 'ajv';
import * as z from 'zod';
import type { Finding } from '../../../server/src/core/analysis/finding.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';
import { type Format, FORMATS, WRITERS } from '../../../server/src/cli/report/formats.ts';
import type { CheckReport, FileReport } from '../../../server/src/cli/report/report.ts';

type Parts = Partial<Omit<Finding, 'related'>> & Pick<FileReport['findings'][number], 'message'>;

function file(path: string, text: string, findings: readonly Parts[]): FileReport {
  const defaults = {
    code: 'total/effort',
    severity: 'warning',
    span: { from: 0, to: 3 },
    fixes: [],
  } as const;
  const complete = findings.map((parts) => ({ related: [], ...defaults, ...parts }));
  return {
    uri: `file:///x/${path}`,
    path,
    source: new SourceText(text),
    roadmap: true,
    tasks: 1,
    findings: complete,
  };
}

/** Names and messages that want to be something else. */
const HOSTILE: CheckReport = {
  hidden: 2,
  files: [
    file('a:b,c%0A\n::error::x 計画 <&">.md', 'one two\nthree\n', [
      { message: 'x\r\n::warning::50 % <&"> \u0000\u001b]0;t\u0007 ]]>', severity: 'error' },
      { message: 'Two lines.', span: { from: 4, to: 10 }, code: 'id/duplicate' },
      { message: 'FYI.', severity: 'information' },
      { message: 'Faint.', severity: 'hint' },
    ]),
    file('clean.md', 'one', []),
  ],
};

function write(format: Format, report: CheckReport = HOSTILE): string {
  return WRITERS[format](report, { colors: false, version: '1.2.3' });
}

describe('formats of roadgate check', () => {
  for (const format of FORMATS) {
    it(`${format}: ends with one line end, also without findings`, () => {
      assert.match(write(format), /[^\n]\n$/);
      assert.match(write(format, { files: [], hidden: 0 }), /[^\n]\n$/);
    });
  }

  describe('sarif', () => {
    const require = createRequire(import.meta.url);
    const schema = new URL('../../fixtures/sarif/sarif-schema-2.1.0.json', import.meta.url);
    const ajv = new Ajv({ schemaId: 'id', allErrors: true });
    ajv.addMetaSchema(require('ajv/lib/refs/json-schema-draft-04.json') as object);
    const validate = ajv.compile(JSON.parse(readFileSync(schema, 'utf8')) as object);

    const Text = z.object({ text: z.string().regex(/^[^`]+\.$/) });
    const Described = z.object({
      id: z.string(),
      shortDescription: Text,
      fullDescription: Text,
      help: Text.extend({ markdown: z.string() }),
    });
    const Log = z.object({
      runs: z.tuple([
        z.object({
          tool: z.object({
            driver: z.object({ version: z.string(), rules: z.array(Described) }),
          }),
          results: z.array(
            z.object({
              ruleId: z.string(),
              ruleIndex: z.int(),
              level: z.string(),
              locations: z.array(z.object({ physicalLocation: z.unknown() })),
              partialFingerprints: z.record(z.string(), z.string()),
            }),
          ),
        }),
      ]),
    });

    const read = (report?: CheckReport) => Log.parse(JSON.parse(write('sarif', report))).runs[0];

    it('is what the schema of SARIF 2.1.0 says', () => {
      for (const report of [HOSTILE, { files: [], hidden: 0 }]) {
        assert.ok(validate(JSON.parse(write('sarif', report))), ajv.errorsText(validate.errors));
      }
      assert.equal(validate({ version: '2.1.0', runs: [{ results: [] }] }), false);
    });

    it('says where, how bad and by which rule', () => {
      const { tool, results } = read();
      assert.equal(tool.driver.version, '1.2.3');
      assert.deepEqual(
        results.map(({ ruleId, ruleIndex, level }) => [ruleId, tool.driver.rules[ruleIndex]?.id, level]),
        [
          ['total/effort', 'total/effort', 'error'],
          ['id/duplicate', 'id/duplicate', 'warning'],
          ['total/effort', 'total/effort', 'note'],
        ],
      );
      assert.deepEqual(results[1]?.locations[0]?.physicalLocation, {
        artifactLocation: {
          uri: 'a%3Ab%2Cc%250A%0A%3A%3Aerror%3A%3Ax%20%E8%A8%88%E7%94%BB%20%3C%26%22%3E.md',
          uriBaseId: '%SRCROOT%',
        },
        region: { startLine: 1, startColumn: 5, endLine: 2, endColumn: 3 },
      });
    });

    it('says what each rule reports, and where that is explained', () => {
      const { rules } = read().tool.driver;
      const [rule] = rules.filter(({ id }) => id === 'id/duplicate');
      assert.equal(rule?.shortDescription.text, 'Two tasks of one scope have the same id.');
      assert.match(rule.help.text, /^Two tasks .* See https:\/\/.*\/id\/duplicate\.md\.$/);
    });

    it('knows a finding again where lines moved, and tells the same text apart', () => {
      const prints = (text: string, ...spans: Finding['span'][]) => {
        const findings = spans.map((span) => ({ message: `m${span.from}`, span }));
        return read({ files: [file('a.md', text, findings)], hidden: 0 }).results.map(
          ({ partialFingerprints }) => partialFingerprints['roadgate/v1'],
        );
      };
      const [first, second] = prints('abc abc', { from: 0, to: 3 }, { from: 4, to: 7 });
      assert.notEqual(first, second);
      assert.deepEqual(prints('\n\nabc abc', { from: 2, to: 5 }, { from: 6, to: 9 }), [first, second]);
    });
  });

  describe('github', () => {
    it('is one command per finding, whatever a name or message holds', () => {
      assert.deepEqual(write('github').split('\n'), [
        '::error file=a%3Ab%2Cc%250A%0A%3A%3Aerror%3A%3Ax 計画 <&">.md,line=1,endLine=1,col=1,endColumn=4,title=total/effort::' +
          'x%0D%0A::warning::50 %25 <&"> \u0000\u001b]0;t\u0007 ]]>',
        '::warning file=a%3Ab%2Cc%250A%0A%3A%3Aerror%3A%3Ax 計画 <&">.md,line=1,endLine=2,title=id/duplicate::Two lines.',
        '::notice file=a%3Ab%2Cc%250A%0A%3A%3Aerror%3A%3Ax 計画 <&">.md,line=1,endLine=1,col=1,endColumn=4,title=total/effort::FYI.',
        '1 error, 1 warning, 1 for information, 1 hint not shown, 2 in the baseline: 2 tasks in 2 roadmaps of 2 files.',
        '',
      ]);
    });
  });

  describe('junit', () => {
    it('has a suite per roadmap, and a case that failed per finding at warning or above', () => {
      assert.equal(
        write('junit', {
          hidden: 0,
          files: [
            file('a.md', 'one', [{ message: 'Bad.' }, { message: 'FYI.', severity: 'information' }]),
            file('b.md', '', []),
          ],
        }),
        [
          '<?xml version="1.0" encoding="UTF-8"?>',
          '<testsuites name="roadgate">',
          '  <testsuite name="a.md" tests="1" failures="1" errors="0" skipped="0">',
          '    <testcase classname="a.md" name="total/effort 1:1">',
          '      <failure type="warning" message="Bad.">a.md:1:1: Bad.</failure>',
          '    </testcase>',
          '  </testsuite>',
          '  <testsuite name="b.md" tests="1" failures="0" errors="0" skipped="0">',
          '    <testcase classname="b.md" name="no findings"/>',
          '  </testsuite>',
          '</testsuites>',
          '',
        ].join('\n'),
      );
    });

    it('holds no letter that XML cannot hold, and no tag of a document', () => {
      const xml = write('junit');
      assert.doesNotMatch(xml, /[\u0000-\u0008\u000b\u000c\u000e-\u001f]/);
      assert.doesNotMatch(
        xml.replace(/<\/?(?:testsuites?|testcase|failure)\b[^<>]*>|<\?xml[^>]*\?>/g, ''),
        /[<>]/,
      );
    });
  });
});
