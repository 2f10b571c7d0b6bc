import assert from 'node:assert/strict';
import { parseApprovals, unapproved, visibleText } from '../../server/src/gates/approval.ts';
import { gateDigest } from '../../server/src/gates/digest.ts';
import { planGate, type GatePlan } from '../../server/src/gates/plan.ts';

function plan(text: string, language = 'bash', root = '/project'): GatePlan {
  const settings = { platform: 'linux', shell: null, userShell: null, root, env: {}, timeout: null } as const;
  return planGate({ name: text, language, text }, settings);
}

describe('the approval of gates', () => {
  it('asks once for an exact text', async () => {
    const waiting = await unapproved([plan('make all'), plan('make test'), plan('make all')], new Set());
    assert.deepEqual(
      waiting.map((gate) => gate.plan.script),
      ['make all', 'make test'],
    );
    assert.deepEqual(await unapproved([plan('make all')], new Set(waiting.map((gate) => gate.digest))), []);
  });

  it('asks again for any other text, shell or folder', async () => {
    const original = await gateDigest(plan('make all'));
    assert.notEqual(await gateDigest(plan('make all ')), original);
    assert.notEqual(await gateDigest(plan('make all', 'sh')), original);
    assert.notEqual(await gateDigest({ ...plan('make all'), directory: 'api' }), original);
  });

  it('asks again for other variables of the project, and not for those of a person', async () => {
    const gate = { name: 'a', language: 'bash', text: 'make all' };
    const base = {
      platform: 'linux',
      shell: null,
      userShell: null,
      root: '/project',
      timeout: null,
    } as const;
    const original = await gateDigest(plan('make all'));
    const own = planGate(gate, { ...base, env: { CI: '1' } });
    assert.equal(await gateDigest(own), original);
    const ofProject = planGate({ ...gate, env: { CI: '1', A: '2' } }, { ...base, env: { CI: '3' } });
    assert.notEqual(await gateDigest(ofProject), original);
    assert.deepEqual(ofProject.env, { CI: '3', A: '2' });
  });

  it('means the same on another machine and with other line ends', async () => {
    assert.equal(await gateDigest(plan('a\r\nb\r\n', 'bash', '/elsewhere')), await gateDigest(plan('a\nb')));
    assert.match(await gateDigest(plan('a')), /^[0-9a-f]{64}$/);
  });

  it('reads a file of digests', () => {
    const a = 'a'.repeat(64);
    const b = 'b'.repeat(64);
    const file = `# approved by the team\n${a}  make all\r\n${b}\n${b}x\n ${'c'.repeat(64)}\nshort\n`;
    assert.deepEqual([...parseApprovals(file)], [a, b]);
  });

  it('shows what would hide', () => {
    assert.equal(visibleText('make\tall\n'), 'make\tall\n');
    assert.equal(visibleText('ok\x1b[2K\rrm\0'), 'ok\\u{001B}[2K\\u{000D}rm\\u{0000}');
    assert.equal(visibleText('a\u202Eb\u200Bc\u00A0d\u2028e'), 'a\\u{202E}b\\u{200B}c\\u{00A0}d\\u{2028}e');
    assert.equal(visibleText('tag\u{E0041} émoji ✓ 日本'), 'tag\\u{E0041} émoji ✓ 日本');
  });
});
