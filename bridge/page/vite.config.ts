import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  // Pages are served at / and /overlay: what they need lies beside them.
  base: "./",
  build: {
    outDir: at("../mien_bridge/web/built"),
    emptyOutDir: true,
    target: "es2022",
    // The policy of the page allows nothing from data: addresses.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    // three.js alone is 700 kB, and is loaded only where a character is shown.
    chunkSizeWarningLimit: 900,
    rollupOptions: { input: { index: at("index.html"), overlay: at("overlay.html") } },
  },
  worker: { format: "es" },
  test: { include: ["test/**/*.test.ts"], environment: "node" },
});
