import assert from 'node:assert/strict';
import { coversFile } from '../../server/src/gates/coverage.ts';

describe('what a gate covers', () => {
  function check(directory: string, globs: string[], covered: string[], others: string[]): void {
    for (const path of covered) assert.equal(coversFile({ directory, globs }, path), true, path);
    for (const path of others) assert.equal(coversFile({ directory, globs }, path), false, path);
  }

  it('is all of its workspace folder', () => check('.', [], ['a.ts', '.env', 'api/src/b.ts'], []));
  it('is all below its working directory', () =>
    check(
      'api',
      [],
      ['api/a.ts', 'api/.env', 'api/src/b.ts'],
      ['a.ts', 'api.ts', 'apis/a.ts', 'web/api/a.ts'],
    ));
  it('is what the document says instead', () =>
    check(
      'api',
      ['api/src/**', '*.json'],
      ['api/src/a.ts', 'package.json'],
      ['api/a.ts', 'api/package.json'],
    ));
});
