import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createTracker } from '../src/server.js';

const server = createTracker();
let base;

before(async () => {
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  base = `http://127.0.0.1:${server.address().port}`;
});

after(() => new Promise((resolve) => server.close(resolve)));

const post = (path, body) => fetch(base + path, { method: 'POST', body: JSON.stringify(body) });

test('a parcel goes in and comes out with its arrival', async () => {
  const parcel = { number: 'PT123456785', service: 'standard', handedIn: '2026-03-05' };
  assert.equal((await post('/parcels', parcel)).status, 201);
  assert.equal((await post('/parcels', parcel)).status, 409);
  const answer = await (await fetch(`${base}/parcels/PT123456785`)).json();
  assert.equal(answer.arrival, '2026-03-10');
});

test('what is no parcel number is refused', async () => {
  assert.equal((await fetch(`${base}/parcels/hello`)).status, 400);
});

test('the service says that it is well', async () => {
  assert.deepEqual(await (await fetch(`${base}/health`)).json(), { parcels: 1 });
});
