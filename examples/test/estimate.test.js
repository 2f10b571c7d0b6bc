import assert from 'node:assert/strict';
import { test } from 'node:test';
import { estimateArrival } from '../src/estimate.js';

test('express arrives on the next working day', () => {
  assert.equal(estimateArrival('2026-03-02', 'express'), '2026-03-03');
});

test('a weekend does not count', () => {
  assert.equal(estimateArrival('2026-03-06', 'express'), '2026-03-09');
  assert.equal(estimateArrival('2026-03-05', 'standard'), '2026-03-10');
});

test('a service that does not exist has no estimate', () => {
  assert.equal(estimateArrival('2026-03-02', 'teleport'), undefined);
});
