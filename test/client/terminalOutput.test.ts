import assert from 'node:assert/strict';
import { TerminalOutput } from '../../client/src/gates/terminalOutput.ts';

async function* shows(pieces: readonly string[], end: Promise<void>): AsyncIterable<string> {
  yield* pieces;
  await end;
}

const NEVER = new Promise<void>(() => undefined);

describe('what a terminal shows of a gate', () => {
  const env = { DEPLOY_TOKEN: 'hunter2-hunter2' };

  it('is taken whole, without secrets', async () => {
    const output = new TerminalOutput(shows(['is hunter2', '-hunter2', ' ok\n'], Promise.resolve()), env);
    const { text } = await output.whole(60_000);
    assert.match(text, /^is .* ok\n$/);
    assert.doesNotMatch(text, /hunter2/);
  });

  it('is taken as far as it came where the editor never ends it', async () => {
    const output = new TerminalOutput(shows(['12 passing\n', 'hunter2'], NEVER), env);
    assert.equal((await output.whole(10)).text, '12 passing\nhunter2');
  });
});
