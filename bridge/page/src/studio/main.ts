/** The studio: one page to choose who performs, to speak, to direct and to send on. */

import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/parts.css";
import "../styles/studio.css";
import { Show } from "../show";
import type { Ask } from "./asking";
import { Direction } from "./direction";
import { make } from "./dom";
import { acceptDrops } from "./dropping";
import { Film } from "./film";
import { FiguresLine } from "./figures_line";
import { HealthPill } from "./health";
import { giveFile, type Purpose, purposeOf } from "./files";
import { Input } from "./input";
import { Notices } from "./notices";
import { Outputs } from "./outputs";
import { MICROPHONES, OverlayLink } from "./overlay_link";
import { Speak } from "./speak";
import { StageFrame } from "./stage_frame";
import { Status } from "./status";
import { Steps } from "./steps";
import { Transport } from "./transport";
import { Who } from "./who";

const notices = new Notices();
const frame = new StageFrame();
const show = new Show(frame.stage);

const ask: Ask = async (type, fields) => {
  try {
    await show.connection.ask(type, fields);
    return true;
  } catch (error) {
    notices.refuse(error);
    return false;
  }
};

const give = async (file: File, purpose: Purpose): Promise<void> => {
  try {
    if (!(await giveFile(ask, file, purpose))) return;
    // What somebody has just chosen is what they want to see.
    if (purpose === "recording") steps.said();
    else choose(purpose === "photo" ? "face" : "character");
  } catch (error) {
    notices.refuse(error);
  }
};

const choose: Show["choose"] = (shown) => {
  show.choose(shown);
  if (show.state !== null) frame.show(show.state, show.shown);
  if (show.state !== null) transport.show(show.state, show.shown);
};

const status = new Status(() => show.connection.start());
const transport = new Transport({ ask, choose, setMuted: (isMuted) => show.setMuted(isMuted) });
const who = new Who(ask, give);
const speak = new Speak({ ask, give, onSaid: () => steps.said() });
const input = new Input({
  ask,
  take: (rateHz, samples) => show.connection.sendSound(rateHz, samples),
  refuse: (error) => notices.refuse(error),
  onMicrophone: () => transport.setListening(false),
});
const direction = new Direction((controls) => void ask("set_controls", { controls }));
const outputs = new Outputs(ask);
const film = new Film({
  ask,
  film: (file) => giveFile(ask, file, "recording", "make_film").catch((error: unknown) => notices.refuse(error)),
  typed: () => speak.typed,
  token: show.token,
});
const steps = new Steps({
  give,
  useMicrophone: () => input.useBrowser(),
  type: () => speak.focus(),
  say: (text) => speak.say(text),
});
const health = new HealthPill();
const overlay = new OverlayLink(show.token);
const figures = new FiguresLine(show.stage, () => show.state);

document.querySelector("header")!.append(status.pill, health.element);
document.querySelector("main")!.append(
  status.banner,
  steps.element,
  make("div", { class: "performance" }, frame.element, transport.element, overlay.element, figures.element),
  make("div", { class: "voice" }, who.element, speak.element, input.element),
  make("div", { class: "desk" }, direction.element, film.element, outputs.element),
);
document.body.append(notices.element);

let isFirst = true;
show.listen({
  onConnection: (state) => {
    status.connection(state);
    frame.connection(state);
    if (state.name !== "open") health.show(null);
  },
  onState: (state) => {
    if (isFirst && MICROPHONES.has(state.input.kind)) transport.setListening(false);
    isFirst = false;
    status.state(state);
    frame.show(state, show.shown);
    transport.show(state, show.shown);
    for (const part of [who, speak, input, film, outputs, steps, health, overlay]) part.show(state);
    direction.show(state.controls);
  },
  onLevel: (level) => {
    input.level(level);
    steps.level(level);
  },
  onRefusal: (refusal) => notices.refuse(refusal),
  onNote: (note) => notices.note(note),
});

acceptDrops((file) => {
  try {
    void give(file, purposeOf(file));
  } catch (error) {
    notices.refuse(error);
  }
});

show.connection.start();
