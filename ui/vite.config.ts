import { fileURLToPath } from 'node:url';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const src = fileURLToPath(new URL('./src', import.meta.url));

/** The sheet of parts is for developers and screenshots: `PREAU_GALLERY=1 npm run build` keeps it, a delivered build does not. */
const gallery = (mode: string) => mode !== 'production' || process.env.PREAU_GALLERY === '1';

export default defineConfig(({ mode }) => ({
  plugins: [svelte()],
  resolve: {
    alias: { $lib: `${src}/lib`, $screens: `${src}/screens` },
    // Under vitest, Svelte must resolve to its browser build for runes and mounting to work.
    ...(process.env.VITEST ? { conditions: ['browser'] } : {}),
  },
  define: { __GALLERY__: JSON.stringify(gallery(mode)) },
  build: {
    target: ['es2023', 'safari18', 'chrome120'],
    // The content policy allows no inline script: nothing may be inlined, not even a small font or polyfill.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: true,
  },
  server: {
    port: 5199,
    strictPort: true,
    // `npm run dev` speaks to a test host started beside it.
    proxy: { '/call': process.env.PREAU_HOST ?? 'http://127.0.0.1:5198' },
  },
  // The window's content policy, so that what works here works there.
  preview: {
    port: 5197,
    strictPort: true,
    headers: {
      'Content-Security-Policy':
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; font-src 'self'; connect-src 'self'; form-action 'none'",
    },
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    restoreMocks: true,
  },
}));
