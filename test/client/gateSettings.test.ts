import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';

const Manifest = z.object({
  contributes: z.object({
    configuration: z.array(
      z.object({ properties: z.record(z.string(), z.object({ scope: z.string().optional() })) }),
    ),
  }),
});

describe('settings that decide what gates execute', () => {
  it('cannot come from a workspace', async () => {
    const { contributes } = Manifest.parse(JSON.parse(await readFile('package.json', 'utf8')));
    const scopes = new Map(
      contributes.configuration.flatMap(({ properties }) =>
        Object.entries(properties).map(([name, { scope }]) => [name, scope] as const),
      ),
    );
    for (const name of ['shell', 'env', 'envFile', 'logFolder'])
      assert.equal(scopes.get(`roadgate.gates.${name}`), 'machine', name);
  });
});
