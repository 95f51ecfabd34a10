import optimizeLocales from '@react-aria/optimize-locales-plugin';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

// No data: URIs and no inlined scripts: everything must pass a CSP of 'self' (docs/decisions/0081).
export default defineConfig({
  // React Aria speaks some thirty languages; the pages two.
  plugins: [{ ...optimizeLocales.vite({ locales: ['zh-TW', 'en-US'] }), enforce: 'pre' }, react()],
  build: {
    target: 'es2022',
    cssTarget: ['chrome123', 'firefox121', 'safari17.5'],
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 700,
  },
  test: { include: ['src/**/*.test.ts', 'src/**/*.test.tsx'], environment: 'node', testTimeout: 60_000 },
});
