// A page in Node: speaks to the gateway over Node's own WebSocket with a msgpack that Mien did not write, opens a
// session, and prints as JSON what came:
//   node --experimental-websocket read_web.mjs HOST:PORT TOKEN

import { decode, encode } from "@msgpack/msgpack";

const [address, token] = process.argv.slice(2);

const seen = { welcome: null, state: null, frames: {}, bytes: {} };
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
