import assert from 'node:assert/strict';
import { FileIndex } from '../../../server/src/core/index/files.ts';
import { moduleRoots } from '../../../server/src/core/index/modules.ts';
import type { Effort, GroupKind, Status, Task } from '../../../server/src/core/model/document.ts';
import { createFolder } from '../../../server/src/core/model/workspace.ts';
import { parseRoadmap } from '../../../server/src/core/parse/document.ts';
import { fieldNamed } from '../../../server/src/core/parse/fields.ts';
import { columnNamed } from '../../../server/src/core/parse/tasks/row.ts';
import {
  LANGUAGES,
  type ColumnName,
  type FieldName,
  wordKey,
  words,
} from '../../../server/src/core/parse/vocabulary/index.ts';
import { SourceText } from '../../../server/src/core/text/source.ts';

/** All words of a language by what they mean; meanings without words are left out. */
function* wordsOf<Name extends string>(
  lists: Partial<Record<Name, readonly string[]>>,
): Iterable<readonly [name: Name, word: string]> {
  for (const [name, words] of Object.entries<readonly string[] | undefined>(lists))
    // The names of the vocabulary's own type.
    for (const word of words ?? []) yield [name as Name, word];
}

function task(text: string): Task {
  const [only] = parseRoadmap('/plan.md', new SourceText(`# Roadmap\n${text}`)).tasks;
  assert(only, `There is no task in ${JSON.stringify(text)}`);
  return only;
}

/** Collects all words that are read as something else, so that one run shows them all. */
function checkAll<T>(
  pairs: Iterable<readonly [expected: T, word: string]>,
  read: (word: string) => T | null | undefined,
): void {
  const wrong: string[] = [];
  for (const [expected, word] of pairs) {
    const actual = read(word);
    if (actual !== expected) wrong.push(`${word}: ${String(actual)} instead of ${String(expected)}`);
  }
  assert.deepEqual(wrong, []);
}

for (const [language, vocabulary] of LANGUAGES) {
  describe(`Every word of the language ${language}`, () => {
    it('for a status is read in a status field', () => {
      checkAll<Status>(
        wordsOf(vocabulary.status),
        (word) => task(`### T-1: X\n**Status:** ${word}\n`).status,
      );
    });

    it('for a status is read behind the mark of a heading', () => {
      checkAll<Status>(wordsOf(vocabulary.status), (word) => task(`### T-1: X 🔵 ${word}\n`).status);
    });

    it('for a status is read in a table', () => {
      checkAll<Status>(
        wordsOf(vocabulary.status),
        (word) => task(`| Task | Status |\n| --- | --- |\n| X | ${word} |\n`).status,
      );
    });

    it('for a topic is a status, and none behind a dash', () => {
      for (const word of vocabulary.topics ?? []) {
        assert(
          [...wordsOf(vocabulary.status)].some(([, known]) => known === word),
          `${word} is no status`,
        );
        assert.equal(task(`### T-1: X — ${word}\n**Effort:** 1h\n`).status, null, word);
      }
    });

    it('for work that is done heads a list of it', () => {
      const done = (vocabulary.status.done ?? []).filter((word) => !words().topics.has(wordKey(word)));
      checkAll<Status>(
        done.map((word) => ['done', word] as const),
        (word) => task(`## ${word}\n- ✅ X\n- ✅ Y\n`).status,
      );
    });

    it('for a field names that field', () => {
      checkAll<FieldName>(wordsOf(vocabulary.fields), (word) => fieldNamed(word, '2025-01-31'));
    });

    it('for a column names that column', () => {
      checkAll<ColumnName>(wordsOf(vocabulary.columns), columnNamed);
    });

    it('for a group opens a group of that kind', () => {
      checkAll<GroupKind>(wordsOf(vocabulary.groups), (word) => {
        const text = `# Roadmap\n## ${word} 1: X\n- [ ] a\n- [ ] b\n`;
        return parseRoadmap('/plan.md', new SourceText(text)).groups[0]?.kind;
      });
    });

    it('for a piece of work stands before its number', () => {
      checkAll<string>(
        vocabulary.tasks.map((word) => [`7`, word] as const),
        (word) => task(`### ${word} 7: X\n**Status:** open\n`).id,
      );
    });

    it('for a step stands before the number of one that says how long it takes', () => {
      checkAll<string>(
        vocabulary.steps.map((word) => [`7`, word] as const),
        (word) => task(`### ${word} 7: X (2h)\n`).id,
      );
    });

    it('for a unit measures an effort', () => {
      checkAll<Effort['unit']>(
        wordsOf(vocabulary.units),
        (word) => task(`### T-1: X\n**Effort:** 3 ${word}\n`).effort?.unit,
      );
    });

    it('for nothing is no name', () => {
      for (const word of vocabulary.nothing)
        assert.deepEqual(task(`### T-1: X\n**Status:** open\n**Assignee:** ${word}\n`).assignees, [], word);
    });

    it('for a recommendation makes a dependency soft', () => {
      for (const word of vocabulary.soft) {
        const { dependsOn } = task(
          `### T-1: X\n**Depends on:** T-2 (${word})\n### T-2: Y\n**Status:** open\n`,
        );
        assert.deepEqual(
          dependsOn.map(({ id, soft }) => [id, soft]),
          [['T-2', true]],
          word,
        );
      }
    });

    it('for a plan makes a roadmap of a list of boxes', () => {
      for (const word of vocabulary.plans)
        assert(parseRoadmap('/x.md', new SourceText(`# ${word}\n- [ ] a\n- [x] b\n`)).roadmap, word);
    });

    it('for a folder that paths start from names it', () => {
      const { labels, paths, before, behind } = vocabulary.roots;
      const sentences = [
        ...labels.map((word) => `**${word}:** \`packages/api\``),
        ...paths.flatMap((path) => before.map((word) => `${path} ${word} \`packages/api\``)),
        ...paths.flatMap((path) => behind.map((word) => `${path} \`packages/api\` ${word}`)),
      ];
      assert(before.length + behind.length > 0);
      const folder = createFolder('file:///', { files: FileIndex.from(['packages/api/a.ts']) });
      for (const sentence of sentences)
        assert.deepEqual(
          moduleRoots(folder, parseRoadmap('file:///plan.md', new SourceText(sentence))),
          ['packages/api'],
          sentence,
        );
    });

    it('for another kind of document does not', () => {
      for (const word of vocabulary.otherDocuments)
        assert(!parseRoadmap('/x.md', new SourceText(`# ${word}\n- [ ] a\n- [x] b\n`)).roadmap, word);
    });

    it('at the end of name and title is of a document that goes with a plan', () => {
      for (const word of vocabulary.companions ?? []) {
        const read = (name: string, title: string): boolean =>
          parseRoadmap(`/${name}.md`, new SourceText(`# ${title}\n- [ ] a\n- [x] b\n`)).roadmap;
        assert(!read(`phase-1 ${word}`, `Phase 1: ${word}`), word);
        assert(!read(`01_${word}`, `${word}: Roadmap`), word);
        assert(read('phase-1', `Phase 1: ${word}`), word);
        assert(read(`phase-1 ${word}`, `Phase 1: a ${word} for all`), word);
      }
    });

    it('for a report heads no task', () => {
      for (const word of vocabulary.reports) {
        const text = `# Roadmap\n- [ ] a\n## ${word}\n**Status:** Done\n**Effort:** 3h\n`;
        const { tasks } = parseRoadmap('/plan.md', new SourceText(text));
        assert.deepEqual(
          tasks.map(({ title }) => title),
          ['a'],
          word,
        );
      }
    });

    it('stands only once among those of the same meaning', () => {
      const twice = [
        vocabulary.status,
        vocabulary.fields,
        vocabulary.groups,
        vocabulary.columns,
        vocabulary.units,
      ]
        .flatMap((lists) => Object.values<readonly string[] | undefined>(lists))
        .concat([vocabulary.tasks, vocabulary.reports, vocabulary.plans, vocabulary.otherDocuments])
        .concat([vocabulary.companions ?? []])
        .concat([vocabulary.nothing, vocabulary.soft, vocabulary.topics ?? []])
        .flatMap((words = []) => {
          const keys = words.map(wordKey);
          return words.filter((word, index) => keys.indexOf(wordKey(word)) !== index);
        });
      assert.deepEqual(twice, []);
    });
  });
}
