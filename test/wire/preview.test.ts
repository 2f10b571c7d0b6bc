import assert from 'node:assert/strict';
import { PreviewRequest, type RoadmapPreview } from '../../server/src/protocol/preview.ts';
import { fileUri, scanned, TestServer } from '../support/languageServer.ts';
import { TestFolder } from '../support/repository.ts';

const PLAN = `# Plan
### Issue #4: A
**Status:** Done

See \`plan.md:900\`.
`;

describe('A preview over the wire', () => {
  let folder: TestFolder;
  let server: TestServer;

  beforeEach(async () => {
    folder = new TestFolder();
    folder.write('plan.md', PLAN);
    server = await TestServer.start({ folders: [folder.path] });
  });

  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  it('is of the newest version, and null for what is no roadmap', async () => {
    const uri = fileUri(folder.path, 'plan.md');
    const ask = (of: string): Promise<RoadmapPreview | null> =>
      server.request(PreviewRequest.method, { uri: of });
    await server.open(uri, PLAN);
    await scanned(server);
    const first = await ask(uri);
    assert.deepEqual(
      [first?.version, first?.units.map(({ line, status }) => [line, status])],
      [1, [[1, 'done']]],
    );
    assert.match(first?.references[0]?.problem?.message ?? '', /no line 900/);
    await server.change(uri, 2, [
      { range: { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } }, text: '\n' },
    ]);
    const second = await ask(uri);
    assert.deepEqual([second?.version, second?.units[0]?.line, second?.references[0]?.line], [2, 2, 5]);
    assert.equal(await ask(fileUri(folder.path, 'none.md')), null);
  });
});
