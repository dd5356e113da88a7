/** Which microphone is heard, and when. */

import { Microphone, type TakePiece } from "../microphone/microphone";
import type { Device, InputState, LiveLevel, LiveState } from "../wire/live";
import type { Ask } from "./asking";
import { button, card, freshId, ICONS, make } from "./dom";
import { Held } from "./held";
import { Meter } from "./meter";
import { sentence } from "./notices";
import { Slider } from "./slider";
import { throttled } from "./throttle";

/** A gate at this level lets everything pass. */
const NO_GATE_DB = -100;
const LOUDEST_GATE_DB = -10;
const HELD_MS = 200;
/** States that were on their way when something was chosen know nothing of it; after so long they do. */
const SETTLED_MS = 3000;

export interface InputHost {
  readonly ask: Ask;
  readonly take: TakePiece;
  readonly refuse: (error: unknown) => void;
  /** A microphone is on: what is said need not be heard once more. */
  readonly onMicrophone: () => void;
}

export class Input {
  readonly element: HTMLElement;
  readonly #host: InputHost;
  readonly #source = make("select", { id: freshId("source") });
  readonly #meter = new Meter();
  readonly #gate: Slider;
  readonly #pushToTalk = make("input", { type: "checkbox", id: freshId("push") });
  readonly #note = make("p", {});
  readonly #useThis = button("Use this browser's microphone", ICONS.microphone);
  readonly #trouble = make("div", { class: "trouble", role: "status", hidden: true }, this.#note, this.#useThis);
  readonly #talk = button("Hold to talk", ICONS.microphone, "button talk");
  #microphone: Microphone | null = null;
  #devices = "";
  #isTalking = false;
  readonly #held = new Held();
  #chosen: { kind: string; untilMs: number } | null = null;

  constructor(host: InputHost) {
    this.#host = host;
    this.#talk.hidden = true;
    const gate = {
      label: "Noise gate", least: NO_GATE_DB, most: LOUDEST_GATE_DB, step: 1, natural: NO_GATE_DB,
      words: (db: number) => (db <= NO_GATE_DB ? "off" : `${db} dB`),
    };
    this.#gate = new Slider(gate, throttled(HELD_MS, (db: number) => void this.#set({ gate_dbfs: db })));
    this.#source.addEventListener("change", () => void this.#choose(this.#source.value));
    this.#pushToTalk.addEventListener("change", () => {
      this.#held.hold();
      this.#talk.hidden = !this.#pushToTalk.checked;
      void this.#set({ push_to_talk: this.#pushToTalk.checked });
    });
    this.#useThis.addEventListener("click", () => this.useBrowser());
    this.#listenToTalk();
    this.element = card(
      "Microphone",
      make("label", { class: "inline wide", for: this.#source.id }, "Listen to", this.#source),
      this.#trouble,
      this.#meter.element,
      this.#gate.element,
      make("div", { class: "row" },
        make("label", { class: "check", for: this.#pushToTalk.id }, this.#pushToTalk, "Push to talk"),
        make("span", { class: "space" }),
        this.#talk,
      ),
    );
  }

  show(state: LiveState): void {
    this.#offer(state.devices, state.input);
    this.#tell(state.input);
    this.#gate.value = state.input.gateDbfs ?? NO_GATE_DB;
    if (!this.#held.isHeld) {
      this.#pushToTalk.checked = state.input.pushToTalk;
      this.#talk.hidden = !state.input.pushToTalk;
    }
    if (this.#isSettling(state.input.kind)) return;
    this.#source.value = valueOf(state.input);
    // Another page has chosen another input: nobody hears this one's microphone any more.
    if (state.input.kind !== "page") void this.#closeMicrophone();
  }

  /** Why the show's machine hears nothing, and what does not need it to. */
  #tell({ kind, note }: InputState): void {
    const words = kind === "page" || note === "" ? "" : sentence(note);
    this.#trouble.hidden = words === "";
    if (this.#note.textContent !== words) this.#note.textContent = words;
  }

  /** Whether what was chosen here has not reached the show yet. */
  #isSettling(kind: string): boolean {
    if (this.#chosen === null) return false;
    const isDone = this.#chosen.kind === kind || performance.now() > this.#chosen.untilMs;
    if (isDone) this.#chosen = null;
    return !isDone;
  }

  /** Listens to the microphone of this browser. */
  useBrowser(): void {
    void this.#choose("page");
  }

  level(level: LiveLevel): void {
    this.#meter.show(level);
  }

  #offer(devices: readonly Device[], input: InputState): void {
    const own = input.kind === "microphone" ? valueOf(input) : "";
    const known = JSON.stringify([devices, input.kind === "file", own]);
    if (known === this.#devices) return;
    this.#devices = known;
    const before = this.#source.value;
    const option = (value: string, words: string): HTMLOptionElement => make("option", { value }, words);
    const named = (isLoopback: boolean): HTMLOptionElement[] =>
      devices.filter((device) => device.isLoopback === isLoopback).map(({ id, name }) => option(`microphone:${id}`, name));
    const host = make("optgroup", { label: "Where Mien runs" }, ...named(false));
    if (devices.length > 0 || own === "microphone:") host.prepend(option("microphone:", "standard microphone"));
    const isGone = own !== "microphone:" && own !== "" && !devices.some(({ id }) => own === `microphone:${id}`);
    if (isGone) host.append(option(own, `${input.device ?? ""} (not there)`));
    const heard = make("optgroup", { label: "What that machine plays" }, ...named(true));
    this.#source.replaceChildren(option("none", "nothing"), option("page", "this browser's microphone"));
    if (input.kind === "file") this.#source.append(option("file", "the recording that is played"));
    for (const group of [host, heard]) if (group.childElementCount > 0) this.#source.append(group);
    this.#source.value = before;
  }

  async #choose(value: string): Promise<void> {
    const [kind = "none", device = ""] = split(value);
    // The browser may ask its user, who takes their time.
    this.#chosen = { kind, untilMs: Infinity };
    try {
      if (kind === "page") await this.#openMicrophone();
      const isDone = await this.#set({ kind, device: device === "" ? null : device });
      this.#chosen = isDone ? { kind, untilMs: performance.now() + SETTLED_MS } : null;
      if (kind !== "page" || !isDone) await this.#closeMicrophone();
      if (isDone && kind !== "none") this.#host.onMicrophone();
    } catch (error) {
      this.#chosen = null;
      await this.#closeMicrophone();
      this.#source.value = "none";
      this.#host.refuse(error);
    }
  }

  #set(changes: Readonly<Record<string, unknown>>): Promise<boolean> {
    const [kind = "none", device = ""] = split(this.#source.value);
    return this.#host.ask("set_input", { kind, device: device === "" ? null : device, ...changes });
  }

  async #openMicrophone(): Promise<void> {
    await this.#closeMicrophone();
    this.#microphone = await Microphone.open(this.#host.take, () => void this.#choose("none"));
  }

  async #closeMicrophone(): Promise<void> {
    const microphone = this.#microphone;
    this.#microphone = null;
    await microphone?.close();
  }

  #listenToTalk(): void {
    const isKey = (event: KeyboardEvent): boolean => event.key === " " || event.key === "Enter";
    this.#talk.addEventListener("pointerdown", (event) => {
      this.#talk.setPointerCapture(event.pointerId);
      this.#say(true);
    });
    this.#talk.addEventListener("keydown", (event) => isKey(event) && this.#say(true));
    this.#talk.addEventListener("keyup", (event) => isKey(event) && this.#say(false));
    for (const end of ["pointerup", "pointercancel", "blur"] as const) this.#talk.addEventListener(end, () => this.#say(false));
    this.#talk.ariaPressed = "false";
  }

  #say(isDown: boolean): void {
    if (isDown === this.#isTalking) return;
    this.#isTalking = isDown;
    this.#talk.ariaPressed = String(isDown);
    void this.#host.ask("talk", { is_down: isDown });
  }
}

function valueOf(input: InputState): string {
  return input.kind === "microphone" ? `microphone:${input.device ?? ""}` : input.kind;
}

/** `microphone:ID` in two; an id may have colons itself. */
function split(value: string): [string, string] {
  const at = value.indexOf(":");
  return at < 0 ? [value, ""] : [value.slice(0, at), value.slice(at + 1)];
}
