// The overlay for OBS: the face and nothing else, transparent around it.

import { Face } from "./face.js";
import { tokenOf, Wire } from "./wire.js";

const face = new Face(document.getElementById("face"));
const status = document.getElementById("status");
const background = new URLSearchParams(location.search).get("background");
if (background && CSS.supports("color", background)) document.body.style.backgroundColor = background;

let topic = null;

const wire = new Wire(tokenOf(location), {
  state({ session, avatar, daemon }) {
    const wanted = session && avatar && daemon === "up" ? `face/${session}/` : null;
    if (wanted !== topic) face.clear();
    topic = wanted;
    wire.follow(topic ? [topic] : []);
  },
  message(channel, header, payload) {
    if (channel === topic) face.take(header, payload);
  },
  level() {},
  status() {},
  // Viewers of a stream should not read this; whoever sets OBS up must.
  trouble(words) {
    status.textContent = words;
    status.hidden = topic !== null;
  },
});
