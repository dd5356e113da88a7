// A page in Node: speaks to the gateway over Node's own WebSocket with a msgpack that Mien did not write, opens a
// session, and prints as JSON what came; checks beside it that the plain page's msgpack agrees:
//   node --experimental-websocket read_web.mjs HOST:PORT TOKEN FOLDER_OF_THE_PLAIN_PAGE FOLDER_OF_ENVELOPES

import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { decode, encode } from "@msgpack/msgpack";

const [address, token, pages, envelopes] = process.argv.slice(2);

// As a browser loads it: as a module, whatever the folder says.
const source = await readFile(join(pages, "msgpack.js"));
const plain = await import(`data:text/javascript;base64,${source.toString("base64")}`);

async function disagreements() {
  const found = [];
  for (const file of (await readdir(envelopes)).filter((name) => name.endsWith(".json"))) {
    const { name, message } = JSON.parse(await readFile(join(envelopes, file), "utf8"));
    const bytes = new Uint8Array(Buffer.from(message, "hex"));
    const read = decode(bytes);
    if (!isDeepStrictEqual(plain.unpack(bytes), read)) found.push(`${name}: read`);
    if (!isDeepStrictEqual(decode(plain.pack(read)), read)) found.push(`${name}: written`);
  }
  const values = [0, 127, 128, -1, -33, 2 ** 31, 2 ** 40, -(2 ** 40), 0.5, -1e300, "", "ä".repeat(300), "漢".repeat(30000)];
  values.push(Array.from({ length: 70000 }, () => null), Array(20).fill(true), new Uint8Array(70000), {});
  values.push(Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`key ${at}`, at])));
  for (const value of values) {
    const packed = plain.pack(value);
    if (!isDeepStrictEqual(decode(packed), value)) found.push(`written: ${JSON.stringify(value).slice(0, 20)}`);
    if (!isDeepStrictEqual(plain.unpack(new Uint8Array(encode(value))), value)) found.push(`read: ${JSON.stringify(value).slice(0, 20)}`);
  }
  return found;
}

const seen = { disagreements: await disagreements(), welcome: null, state: null, frames: {}, bytes: {} };
const socket = new WebSocket(`ws://${address}/ws`);
socket.binaryType = "arraybuffer";
const send = (channel, header, ...payload) => socket.send(encode([channel, header, ...payload]));

function take(channel, header, payload) {
  if (header.type === "welcome") {
    seen.welcome = header;
    send("control", { type: "open_session", id: 2, avatar: new Uint8Array(2), echo: true, face: { size: 64, format: "jpeg" } });
  } else if (header.type === "live_state") seen.state = header;
  else if (header.type === "opened") {
    send("subscribe", { topics: Object.values(header.topics) });
    send("control", { type: "push_audio", session: header.session, seq: 0 }, new Uint8Array(9600).fill(7));
  } else if (Array.isArray(header)) {
    const kind = channel.split("/")[0];
    seen.frames[kind] = header;
    seen.bytes[kind] = payload.length;
    if (Object.keys(seen.frames).length === 3) socket.close(1000);
  } else if (header.type === "error") throw new Error(header.message);
}

socket.onopen = () => send("control", { type: "hello", id: 1, protocol: [1, 0], client: "node", token });
socket.onmessage = (event) => take(...decode(new Uint8Array(event.data)));
socket.onclose = () => console.log(JSON.stringify(seen));
