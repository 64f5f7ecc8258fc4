import { fileURLToPath } from 'node:url';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'vitest/config';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Tests and `npm run dev` speak to an invented store instead of the program. The build never sees that file.
const fakeWire = [{ find: /^\.\/wire$/, replacement: at('./src/host/fake/wire.ts') }];

export default defineConfig(({ command, mode }) => ({
  plugins: [vue()],
  resolve: { alias: command === 'serve' && (mode === 'fake' || mode === 'test') ? fakeWire : [] },
  server: { port: 5199, strictPort: true },
  build: {
    // WebView2 and webkit2gtk 2.40 or newer.
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 900,
  },
  test: {
    environment: 'happy-dom',
    include: ['src/**/*.test.ts'],
    setupFiles: ['src/testing/setup.ts'],
    restoreMocks: true,
    server: { deps: { inline: ['element-plus'] } },
  },
}));
