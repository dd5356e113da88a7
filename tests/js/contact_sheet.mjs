// Draws a contact sheet of a head with three.js in headless Chromium:
//   node contact_sheet.mjs head.glb sheet.json out.jpg
// sheet.json: {"columns": 4, "cell": [360, 440], "poses": [{"title": "", "view": "front", "weights": {}, "joints": {}}]}
// Without "poses", every shape of the head is shown alone in "view". "png": true writes PNG.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { dirname, extname, join, normalize } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".json": "application/json" };

const [headPath, sheetPath, outPath] = process.argv.slice(2);
if (!outPath) {
  console.error("usage: node contact_sheet.mjs head.glb sheet.json out.jpg");
  process.exit(2);
}

let deliver;
const picture = new Promise((resolve) => (deliver = resolve));

const server = createServer(async (request, response) => {
  const path = normalize(new URL(request.url, "http://localhost").pathname);
  try {
    if (request.method === "POST") {
      const chunks = [];
      for await (const chunk of request) chunks.push(chunk);
      deliver({ path, body: Buffer.concat(chunks) });
      response.end();
      return;
    }
    const files = { "/head.glb": headPath, "/sheet.json": sheetPath };
    const file = files[path] ?? join(here, path);
    response.setHeader("Content-Type", TYPES[extname(file)] ?? "application/octet-stream");
    response.end(await readFile(file));
  } catch {
    response.statusCode = 404;
    response.end();
  }
});
server.listen(0, "127.0.0.1");
await once(server, "listening");

const profile = await mkdtemp(join(tmpdir(), "mien-sheet-"));
const browser = spawn(process.env.CHROMIUM ?? "chromium", [
  "--headless=new", "--no-sandbox", "--use-angle=swiftshader", "--enable-unsafe-swiftshader",
  `--user-data-dir=${profile}`, `http://127.0.0.1:${server.address().port}/contact_sheet.html`,
], { stdio: "ignore" });
const exited = once(browser, "exit");
const first = await Promise.race([picture, exited.then(() => null)]);
browser.kill();
await exited;
server.close();
await rm(profile, { recursive: true, force: true, maxRetries: 5 });

if (first?.path === "/picture") {
  await writeFile(outPath, first.body);
} else {
  console.error(first ? first.body.toString() : "Chromium ended without a picture");
  process.exit(1);
}
