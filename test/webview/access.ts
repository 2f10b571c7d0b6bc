import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { BoardPage } from './boardPage.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Fails with what axe-core finds in the page as it is. */
export async function checkAccess({ page }: BoardPage): Promise<void> {
  await page.evaluate(axe);
  const found = await page.evaluate<string[]>(
    'axe.run().then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html, failureSummary }) => html.slice(0, 200) + failureSummary).join("; ")))',
  );
  assert.deepEqual(found, []);
}
