import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** Proofs through a browser or the real window live in `tests/`, beside the others; their packages are declared here. */
const packages = fileURLToPath(new URL('node_modules', import.meta.url));
const folders: Record<string, string> = {
  desktop: 'desktop/*.spec.ts',
  paint: 'desktop/paint.bench.ts',
  shots: 'shots/*.spec.ts',
};

export default defineConfig({
  root: fileURLToPath(new URL('../tests', import.meta.url)),
  // What vitest remembers stays with its package: nothing is written among the proofs.
  cacheDir: `${packages}/.vite`,
  resolve: {
    alias: {
      'playwright-core': `${packages}/playwright-core/index.mjs`,
      vitest: `${packages}/vitest/dist/index.js`,
    },
  },
  test: {
    include: [folders[process.env.PREAU_PROOFS ?? ''] ?? 'e2e/specs/*.spec.ts'],
    globalSetup: 'e2e/support/town.ts',
    environment: 'node',
    testTimeout: ['shots', 'paint'].includes(process.env.PREAU_PROOFS ?? '') ? 600_000 : 60_000,
    hookTimeout: 60_000,
    // One town, one browser at a time: two cores.
    fileParallelism: false,
  },
});
