import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParcelStore } from '../src/store.js';

const number = 'PT123456785';

test('scans come back in the order of their time', () => {
  const store = new ParcelStore();
  store.add({ number, service: 'standard', handedIn: '2026-03-02' });
  store.recordScan(number, { time: '2026-03-03T06:10Z', place: 'Hanover' });
  store.recordScan(number, { time: '2026-03-02T17:45Z', place: 'Bremen' });
  assert.deepEqual(
    store.history(number).map((scan) => scan.place),
    ['Bremen', 'Hanover'],
  );
});

test('a reader cannot change the history', () => {
  const store = new ParcelStore();
  store.add({ number, service: 'standard', handedIn: '2026-03-02' });
  store.recordScan(number, { time: '2026-03-02T17:45Z', place: 'Bremen' });
  store.history(number)[0].place = 'Nowhere';
  assert.equal(store.history(number)[0].place, 'Bremen');
});
