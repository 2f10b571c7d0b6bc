import assert from 'node:assert/strict';
import { fillLine, fillTemplate, type TemplateValue } from '../../server/src/forge/fillTemplate.ts';

const VALUES = new Map<string, TemplateValue>([
  ['id', { kind: 'inline', markdown: '12' }],
  ['title', { kind: 'inline', markdown: 'Say {id}' }],
  ['criteria', { kind: 'block', markdown: '- [ ] a\n- [x] b\n' }],
]);

function check(template: string, expected: string, unknown: readonly string[] = []): void {
  const filled = fillTemplate(template, VALUES);
  assert.equal(filled.markdown, expected);
  assert.deepEqual(filled.unknown, unknown);
}

describe('fillTemplate', () => {
  it('fills in words, once', () => {
    check('# {id}: {title}\n\n*{id}*\n', '# 12: Say {id}\n\n*12*\n');
  });

  it('puts a block on lines of its own, wherever its placeholder stands', () => {
    check('{criteria}', '- [ ] a\n- [x] b\n');
    check('## Done when\n{criteria}\nThanks\n', '## Done when\n\n- [ ] a\n- [x] b\n\nThanks\n');
    check('Done when {criteria} holds\n', 'Done when\n\n- [ ] a\n- [x] b\n\nholds\n');
    check('{criteria}{criteria}', '- [ ] a\n- [x] b\n\n- [ ] a\n- [x] b\n');
  });

  it('leaves code, comments, HTML and escapes alone', () => {
    const template = '`{id}`\n\n```\n{id}\n```\n\n<!-- {id} -->\n\n<p>{id}</p>\n\n\\{id} {}\n';
    check(template, template);
  });

  it('names what is no placeholder, and keeps it', () => {
    check('{ID} {foo} {id} {foo} { id }', '{ID} {foo} 12 {foo} { id }', ['ID', 'foo']);
  });

  it('keeps everything else as it was written', () => {
    check('\uFEFF* one\r\n* two {id}\r\n\r\n<!-- tell -->', '* one\n* two 12\n\n<!-- tell -->');
  });
});

describe('fillLine', () => {
  const line = (template: string, id: string): string =>
    fillLine(
      template,
      new Map([
        ['id', id],
        ['title', 'Do {id}'],
      ]),
    );

  it('takes away what an empty placeholder leaves behind', () => {
    assert.equal(line('[{id}] {title}', 'P-1'), '[P-1] Do {id}');
    assert.equal(line('[{id}] {title}', ''), 'Do {id}');
    assert.equal(line('{id}: {title}', ''), 'Do {id}');
    assert.equal(line('{title} ({id})', ''), 'Do {id}');
    assert.equal(line('{title}\n\u0000{other}', ''), 'Do {id} {other}');
  });
});
