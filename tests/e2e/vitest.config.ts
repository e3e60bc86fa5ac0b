import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const packages = resolve(import.meta.dirname, '../../ui/node_modules');

export default defineConfig({
  root: resolve(import.meta.dirname, '..'),
  resolve: { alias: { 'playwright-core': `${packages}/playwright-core/index.mjs`, vitest: `${packages}/vitest` } },
  test: {
    include: [process.env.PREAU_PROOFS === 'desktop' ? 'desktop/*.spec.ts' : 'e2e/specs/*.spec.ts'],
    environment: 'node',
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // One town, one browser at a time: two cores.
    fileParallelism: false,
  },
});
