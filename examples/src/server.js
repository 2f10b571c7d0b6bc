import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { readConfig } from './config.js';
import { estimateArrival } from './estimate.js';
import { parseParcelNumber } from './parcel-number.js';
import { ParcelStore } from './store.js';

/** The HTTP interface of the tracker; see docs/API.md. */
export function createTracker(store = new ParcelStore()) {
  return createServer(async (request, response) => {
    const answer = await route(request, store);
    response.writeHead(answer.status, { 'content-type': 'application/json' });
    response.end(JSON.stringify(answer.body));
  });
}

async function route(request, store) {
  const [, collection, rawNumber, part] = new URL(request.url, 'http://tracker').pathname.split('/');
  if (collection === 'health') return { status: 200, body: { parcels: store.size } };
  if (collection !== 'parcels') return { status: 404, body: { error: 'no such page' } };
  if (request.method === 'POST' && !rawNumber) return addParcel(store, await readJson(request));

  const number = parseParcelNumber(rawNumber ?? '');
  if (!number) return { status: 400, body: { error: 'not a parcel number' } };
  if (request.method === 'POST' && part === 'scans') {
    const result = store.recordScan(number, await readJson(request));
    return result.ok ? { status: 201, body: { number } } : { status: 404, body: { error: result.reason } };
  }
  return showParcel(store, number);
}

function addParcel(store, parcel) {
  const number = parseParcelNumber(parcel?.number ?? '');
  if (!number) return { status: 400, body: { error: 'not a parcel number' } };
  const result = store.add({ ...parcel, number });
  return result.ok ? { status: 201, body: { number } } : { status: 409, body: { error: result.reason } };
}

function showParcel(store, number) {
  const parcel = store.get(number);
  if (!parcel) return { status: 404, body: { error: 'no such parcel' } };
  const arrival = estimateArrival(parcel.handedIn, parcel.service);
  return { status: 200, body: { ...parcel, scans: store.history(number), arrival } };
}

async function readJson(request) {
  let text = '';
  for await (const chunk of request) text += chunk;
  return JSON.parse(text);
}

/** Starts on a free port, asks itself for its health and stops again. */
async function selfCheck() {
  const server = createTracker();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const response = await fetch(`http://127.0.0.1:${server.address().port}/health`);
  console.log(`health: ${response.status} ${await response.text()}`);
  await new Promise((resolve) => server.close(resolve));
  process.exitCode = response.ok ? 0 : 1;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const read = readConfig(process.env);
  if (process.argv.includes('--self-check')) await selfCheck();
  else if (read.ok) createTracker().listen(read.config.port);
  else {
    console.error(read.reason);
    process.exitCode = 2;
  }
}
