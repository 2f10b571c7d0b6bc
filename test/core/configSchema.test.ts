import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { RULES } from '../../server/src/core/analysis/registry.ts';
import { parseProjectConfig } from '../../server/src/core/configFile.ts';

const read = (file: string): string => readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');

describe('the JSON schema of the project file', () => {
  const schema = JSON.parse(read('schemas/roadgate.schema.json')) as object;
  const validate = new Ajv({ allErrors: true }).compile(schema);
  const problems = (yaml: string): readonly string[] =>
    validate(parse(yaml)) === true
      ? []
      : (validate.errors ?? []).map(({ dataPath, message }) => `${dataPath} ${message ?? ''}`);

  it('takes every example of the documentation, as Roadgate does', () => {
    const pages = ['docs/project-file.md', 'docs/rules/README.md', 'README.md'];
    const examples = pages.flatMap((page) =>
      [...read(page).matchAll(/```yaml\n([^]*?)```/g)].map(([, yaml = '']) => yaml),
    );
    assert.ok(examples.length >= 4);
    for (const yaml of examples) {
      assert.deepEqual(problems(yaml), [], yaml);
      assert.deepEqual(parseProjectConfig(yaml).problems, [], yaml);
    }
  });

  it('refuses what Roadgate refuses', () => {
    for (const yaml of [
      'rule: {}',
      'rules: {id/duplicate: loud}',
      'overrides: [{paths: [], rules: {}}]',
      'overrides: [{rules: {}}]',
      'gates: [{name: a}]',
      'effort: {hoursPerDay: 25}',
      'words: {status: {bloked: [a]}}',
      'ids: RG-{n}',
    ]) {
      assert.notEqual(problems(yaml).length, 0, yaml);
      assert.notEqual(parseProjectConfig(yaml).problems.length, 0, yaml);
    }
  });

  it('names every rule, and allows those of other versions', () => {
    const { properties } = schema as { properties: { rules: { properties: Record<string, object> } } };
    assert.deepEqual(
      Object.keys(properties.rules.properties),
      RULES.map(({ code }) => code),
    );
    assert.deepEqual(problems('rules: {new/rule: off}'), []);
  });

  it('comes with the extension, for the file and for nothing else', () => {
    const manifest = JSON.parse(read('package.json')) as { contributes: { yamlValidation: unknown } };
    assert.deepEqual(manifest.contributes.yamlValidation, [
      { fileMatch: '.roadgate.yaml', url: './schemas/roadgate.schema.json' },
    ]);
    assert.match(read('.vscodeignore'), /^!schemas\/\*\.json$/m);
  });
});
