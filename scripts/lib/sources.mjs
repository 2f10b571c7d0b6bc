// Lets Node run the sources as they are (`node --import ./scripts/lib/sources.mjs`). The settings of JSX stand in
// tsconfig.base.json; the tsconfig.json beside it only lists projects, and tsx would find nothing there.
import path from 'node:path';

process.env.TSX_TSCONFIG_PATH ??= path.join(import.meta.dirname, '../../tsconfig.base.json');
await import('tsx');
