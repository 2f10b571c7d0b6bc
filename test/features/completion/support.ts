import assert from 'node:assert/strict';
import type { CompletionItem, CompletionList } from 'vscode-languageserver-types';
import {
  provideCompletion,
  type CompletionOptions,
} from '../../../server/src/features/completion/completion.ts';
import { toSpan } from '../../../server/src/features/convert.ts';
import { cursorOf } from '../../support/fixture.ts';
import { featureFixture, pathOf, placeIn } from '../support.ts';

/** An editor that can everything. */
export const CAN = { insertReplace: true, labelDetails: true, defaultRange: true };

export interface Completed {
  /** Undefined: nothing is proposed. */
  readonly list: CompletionList | null;
  /** The line of the cursor after the item with this label was accepted, the cursor's word replaced or inserted. */
  readonly accept: (label: string, mode?: 'insert' | 'replace') => string;
}

/** Completes at `<|>`. */
export async function complete(markup: string, options: Partial<CompletionOptions> = {}): Promise<Completed> {
  const test = featureFixture(markup);
  const list = await provideCompletion(test.snapshot, placeIn(test), {
    can: CAN,
    editorCompletesLinks: false,
    readText: (uri) => test.source.readText(pathOf(uri).slice(1)),
    branches: () => Promise.resolve({ local: [], remote: [] }),
    ...options,
  });
  const { source } = cursorOf(test.fixture).file;
  return {
    list,
    accept: (label, mode = 'insert') => {
      const item = list?.items.find((each) => each.label === label);
      assert(item, `${label} is not among ${labels(list).join(', ')}`);
      const ranges = list?.itemDefaults?.editRange;
      assert(ranges && 'insert' in ranges);
      const span = toSpan(source, ranges[mode]);
      const text = item.textEditText ?? item.label;
      const changed = source.withChanges([{ ...span, text }]);
      return changed.lineText(changed.lineAt(span.from));
    },
  };
}

/** The labels that are proposed at `<|>`, in their order. */
export async function checkProposed(
  markup: string,
  expected: readonly string[],
  typed?: string,
): Promise<void> {
  const { list } = await complete(markup, { typed });
  assert.deepEqual(labels(list), expected);
}

/** The labels that are proposed begin with these. */
export async function checkFirst(markup: string, expected: readonly string[], typed?: string): Promise<void> {
  const { list } = await complete(markup, { typed });
  assert.deepEqual(labels(list).slice(0, expected.length), expected);
}

/** The line of the cursor after `label` was accepted. */
export async function checkAccepted(
  markup: string,
  label: string,
  expected: string,
  mode: 'insert' | 'replace' = 'insert',
): Promise<void> {
  const { accept } = await complete(markup);
  assert.equal(accept(label, mode), expected);
}

export function labels(list: CompletionList | null): string[] {
  return (list?.items ?? []).map(({ label }) => label);
}

/** `label|what stands behind it|what stands at the far end`. */
export function shown({ label, labelDetails }: CompletionItem): string {
  return [label, labelDetails?.detail?.trim() ?? '', labelDetails?.description ?? ''].join('|');
}
