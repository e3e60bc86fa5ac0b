import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Proofs through a browser or the real window live in `tests/`, beside the others; their packages are declared here. */
const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const folders: Record<string, string> = { desktop: 'desktop/*.spec.ts', shots: 'shots/*.spec.ts' };

export default defineConfig({
  root: fileURLToPath(new URL('../tests', import.meta.url)),
  resolve: {
    alias: {
      'playwright-core': `${packages}/playwright-core/index.mjs`,
      vitest: `${packages}/vitest/dist/index.js`,
    },
  },
  test: {
    include: [folders[process.env.PREAU_PROOFS ?? ''] ?? 'e2e/specs/*.spec.ts'],
    environment: 'node',
    testTimeout: process.env.PREAU_PROOFS === 'shots' ? 600_000 : 90_000,
    hookTimeout: 180_000,
    // One town, one browser at a time: two cores.
    fileParallelism: false,
  },
});
