// The studio without anything that must be built: the face, all controls, what is said, and where it goes.

import { Controls } from "./controls.js";
import { Face } from "./face.js";
import { Outputs } from "./outputs.js";
import { tokenOf, Wire } from "./wire.js";

// The gateway ends connections over which more comes at a time.
const MOST_BYTES = 16_900_000;

const at = (id) => document.getElementById(id);
const face = new Face(at("face"));
let live = null;
let topic = null;

const wire = new Wire(tokenOf(location), { state, message, level, status: (words) => tell(at("status"), words), trouble });
const outputs = new Outputs(ask);
const controls = new Controls(at("controls"), (changed) => ask("set_controls", { controls: changed }));

async function ask(type, fields) {
  try {
    await wire.ask(type, fields);
    at("trouble").hidden = true;
  } catch (error) {
    trouble(error.message);
  }
}

function trouble(words) {
  at("trouble").hidden = false;
  tell(at("trouble"), words);
}

// Screen readers read what is set, even if it is the same.
function tell(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

function state(told) {
  live = told;
  const isUp = told.daemon === "up";
  const wanted = told.session && told.avatar && isUp ? `face/${told.session}/` : null;
  if (wanted !== topic) face.clear();
  topic = wanted;
  wire.follow(topic ? [topic] : []);
  at("face").hidden = !topic;
  at("no-face").hidden = Boolean(topic);
  tell(at("status"), isUp ? (told.session ? "On air." : "Connected; nothing is on air.") : "The daemon is down. Waiting for it …");
  const { motion_hz, face_hz, latency_ms } = told.rates;
  tell(at("flow"), `${motion_hz.toFixed(0)} motion/s, ${face_hz.toFixed(0)} pictures/s, ${latency_ms.toFixed(0)} ms`);
  showInput(told);
  choose(at("voice"), [["", "the daemon's own"], ...told.voices.map((name) => [name, name])]);
  controls.show(told.controls);
  outputs.show(told.outputs, told.output_kinds);
  at("record").setAttribute("aria-pressed", String(told.recording !== null));
  tell(at("recording"), told.recording ? `Writing ${told.recording}` : "");
}

function showInput({ input, devices }) {
  choose(at("device"), [["", "the system's own"], ...devices.map(({ id, name }) => [id, name])]);
  for (const [id, value] of [["kind", input.kind], ["device", input.device ?? ""], ["gate", input.gate_dbfs ?? -100]])
    if (at(id) !== document.activeElement) at(id).value = value;
  at("push").checked = input.push_to_talk;
  at("talk").hidden = !input.push_to_talk;
  showGate();
}

function showGate() {
  const value = Number(at("gate").value);
  tell(at("gate-text"), value === -100 ? "open" : String(value));
}

// The options of a menu, unless they are there already.
function choose(menu, options) {
  if (menu.dataset.options === JSON.stringify(options)) return;
  menu.dataset.options = JSON.stringify(options);
  const { value } = menu;
  menu.replaceChildren(...options.map(([key, title]) => new Option(title, key)));
  menu.value = options.some(([key]) => key === value) ? value : options[0][0];
}

function message(channel, header, payload) {
  if (channel === topic) face.take(header, payload);
}

function level({ dbfs, is_open }) {
  at("level").value = dbfs;
  tell(at("level-text"), dbfs <= -90 ? "silent" : `${dbfs.toFixed(0)} dBFS${is_open ? "" : ", gate shut"}`);
}

async function send(type, file) {
  if (file?.size > MOST_BYTES) trouble(`${file.name} has ${(file.size / 1e6).toFixed(0)} MB; 16 go over this page at a time.`);
  else if (file) await ask(type, { name: file.name, data: new Uint8Array(await file.arrayBuffer()) });
}

function setInput() {
  const device = at("device").value || null;
  const gate_dbfs = Number(at("gate").value);
  ask("set_input", { kind: at("kind").value, device, gate_dbfs, push_to_talk: at("push").checked });
}

function talk(is_down) {
  if (live?.input.push_to_talk && (at("talk").getAttribute("aria-pressed") === "true") !== is_down) {
    at("talk").setAttribute("aria-pressed", String(is_down));
    ask("talk", { is_down });
  }
}

at("overlay").href = `overlay${location.hash}`;
at("speak").onsubmit = (event) => {
  event.preventDefault();
  ask("speak", { text: at("text").value, voice: at("voice").value || null });
};
at("interrupt").onclick = () => ask("interrupt");
at("file").onchange = (event) => send("play", event.target.files[0]);
at("photo").onchange = (event) => send("set_photo", event.target.files[0]);
at("no-photo").onclick = () => ask("set_photo", { name: "", data: null });
at("input").onchange = setInput;
at("gate").oninput = showGate;
at("record").onclick = () => ask("record", { is_on: live?.recording === null });
at("talk").onpointerdown = () => talk(true);
for (const event of ["pointerup", "pointercancel", "pointerleave", "blur"]) at("talk").addEventListener(event, () => talk(false));
at("talk").onkeydown = (event) => [" ", "Enter"].includes(event.key) && talk(true);
at("talk").onkeyup = () => talk(false);
document.addEventListener("keydown", (event) => event.key === "Escape" && ask("interrupt"));
