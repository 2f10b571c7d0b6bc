import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ParcelStore } from '../src/store.js';

const parcel = { number: 'PT123456785', service: 'standard', handedIn: '2026-03-02' };

test('a parcel that was added can be read', () => {
  const store = new ParcelStore();
  assert.deepEqual(store.add(parcel), { ok: true });
  assert.equal(store.get(parcel.number)?.service, 'standard');
});

test('a number is used once', () => {
  const store = new ParcelStore();
  store.add(parcel);
  assert.deepEqual(store.add(parcel), { ok: false, reason: 'number already in use' });
  assert.equal(store.size, 1);
});

test('an unknown parcel has no scans', () => {
  const store = new ParcelStore();
  assert.deepEqual(store.recordScan('PT000000005', { time: '2026-03-02T08:00Z', place: 'Bremen' }), {
    ok: false,
    reason: 'no such parcel',
  });
  assert.deepEqual(store.history('PT000000005'), []);
});
