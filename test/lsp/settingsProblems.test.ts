import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { problemsOf } from '../../server/src/lsp/settingsProblems.ts';

const Setting = z.object({
  type: z.union([z.string(), z.array(z.string())]),
  enum: z.array(z.string()).optional(),
  default: z.unknown(),
});
const Manifest = z.object({
  contributes: z.object({
    configuration: z.array(z.object({ properties: z.record(z.string(), Setting) })),
  }),
});

const WRONG = { boolean: 'false', number: '8', text: 8, object: 'docs', list: { a: 1 }, entries: ['a', 1] };

describe('What cannot be taken of the settings', () => {
  it('is told of each setting that the manifest has, and of none as it is at first', async () => {
    const { contributes } = Manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
    const settings = contributes.configuration.flatMap(({ properties }) => Object.entries(properties));
    assert(settings.length > 25);
    for (const [name, setting] of settings) {
      const path = name.split('.').slice(1);
      assert.deepEqual(problemsOf(sectionWith(path, setting.default)), [], name);
      for (const value of wrongFor(setting)) {
        const [problem = 'nothing', ...others] = problemsOf(sectionWith(path, value));
        assert(problem.startsWith(`${path.join('.')} must be `), `${name}: ${problem}`);
        assert.deepEqual(others, [], name);
      }
    }
  });

  it('is told of a section that is a value, once', () => {
    assert.deepEqual(problemsOf('on'), ['roadgate must be a set of settings by name.']);
    assert.deepEqual(problemsOf({ codeLens: false, pullRequest: true, gates: 'bash' }), [
      'codeLens must be a set of settings by name.',
      'gates must be a set of settings by name.',
      'pullRequest must be a set of settings by name.',
    ]);
  });

  it('is told of what is in a setting', () => {
    assert.deepEqual(
      problemsOf({
        roadmaps: { 'docs/**': true, 'old/**': 'no' },
        gates: { timeout: 10 ** 10, env: { PORT: 8080, HOME: null } },
        branch: { template: 'task/{number}' },
        pullRequest: { title: '{id}: {name}', states: true },
        timeline: { start: 'next week', people: 2.5 },
        forge: { apiUrl: 'https://git.example.com/api/v4, git.example.com http://localhost:4010' },
      }),
      [
        'roadmaps.old/** must be true or false.',
        'gates.timeout must be at most 2147483.',
        'gates.env.PORT must be a text.',
        'forge.apiUrl is not valid: git.example.com is no address such as https://github.example.com/api/v3.',
        'branch.template is not valid: the placeholder {number} is unknown; there are {id}, {slug} and {title}.',
        'pullRequest.title is not valid: the placeholder {name} is unknown; there are {id}, {title}, {group}, {document}, {branch}.',
        'timeline.start is not valid: it is no day such as 2026-01-05.',
        'timeline.people must be a whole number.',
      ],
    );
  });

  it('is not what is empty, or what an editor has for itself', () => {
    const empty = {
      rules: [],
      overrides: {},
      roadmaps: null,
      inlayHints: [],
      gates: { env: [], shell: null },
    };
    for (const settings of [undefined, null, [], {}, { ...empty, overrides: [] }, { enable: true, path: 3 }])
      assert.deepEqual(problemsOf(settings), []);
  });
});

function sectionWith(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** Values of all the types that are not the setting's own; for words, also an unknown one. */
function wrongFor({ type, enum: words }: z.infer<typeof Setting>): unknown[] {
  const { boolean, number, text, object, list, entries } = WRONG;
  if (type === 'string') return [text, true, entries, list, ...(words ? ['loud'] : [])];
  if (type === 'boolean') return [boolean, 1, entries, list];
  if (type === 'array') return [list, object, number, true];
  if (type === 'object') return [object, entries, 3, true];
  return [number, true, entries, list];
}
