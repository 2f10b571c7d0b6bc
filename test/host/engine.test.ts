import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { engineFlags } from '../../server/src/host/engine.ts';

describe('The settings of the engine', () => {
  it('are those that this one knows, as it says what it does not know at each start', () => {
    const script = `for (const flag of ${JSON.stringify(engineFlags(process.versions.v8))}) require('v8').setFlagsFromString(flag);`;
    assert.equal(spawnSync(process.execPath, ['-e', script], { encoding: 'utf8' }).stderr, '');
  });

  it('leave out what later versions no longer have', () => {
    assert.equal(engineFlags('11.3.244.8-node.30').length, 2);
    assert.equal(engineFlags('12.4.254.21-node.57').length, 2);
    assert.deepEqual(engineFlags('13.6.233.17-node.53'), ['--no-regexp-tier-up']);
    assert.deepEqual(engineFlags('14.2.231.9-electron.0'), ['--no-regexp-tier-up']);
  });
});
