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
import { FiguresLine } from "./figures_line";
import { giveFile, type Purpose, purposeOf } from "./files";
import { Input } from "./input";
import { Notices } from "./notices";
import { Outputs } from "./outputs";
import { OverlayLink } from "./overlay_link";
import { Speak } from "./speak";
import { StageFrame } from "./stage_frame";
import { Status } from "./status";
import { Transport } from "./transport";
import { Who } from "./who";

/** Inputs that would hear the page's own sound. */
const MICROPHONES = new Set(["microphone", "page"]);

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
    // What somebody has just chosen is what they want to see.
    if ((await giveFile(ask, file, purpose)) && purpose !== "recording") choose(purpose === "photo" ? "face" : "character");
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
const speak = new Speak(ask, give);
const input = new Input({
  ask,
  take: (rateHz, samples) => show.connection.sendSound(rateHz, samples),
  refuse: (error) => notices.refuse(error),
  onMicrophone: () => transport.setListening(false),
});
const direction = new Direction((controls) => void ask("set_controls", { controls }));
const outputs = new Outputs(ask);
const figures = new FiguresLine(show.stage, () => show.state);

document.querySelector("header")!.append(status.pill);
document.querySelector("main")!.append(
  status.banner,
  make("div", { class: "performance" }, frame.element, transport.element, figures.element),
  make("div", { class: "voice" }, speak.element, input.element),
  make("div", { class: "desk" }, who.element, direction.element, outputs.element, new OverlayLink(show.token).element),
);
document.body.append(notices.element);

let isFirst = true;
show.listen({
  onConnection: (state) => status.connection(state),
  onState: (state) => {
    if (isFirst && MICROPHONES.has(state.input.kind)) transport.setListening(false);
    isFirst = false;
    status.state(state);
    frame.show(state, show.shown);
    transport.show(state, show.shown);
    for (const part of [who, speak, input, outputs]) part.show(state);
    direction.show(state.controls);
  },
  onLevel: (level) => input.level(level),
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
