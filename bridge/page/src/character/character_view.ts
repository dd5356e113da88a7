/** A character on a canvas of its own, transparent around it. */

import {
  NeutralToneMapping, NoToneMapping, PerspectiveCamera, PMREMGenerator, Scene, WebGLRenderer,
} from "three";
import { RoomEnvironment } from "three/addons/environments/RoomEnvironment.js";
import { type Face, restingFace } from "../wire/motion";
import { Refusal } from "../wire/refusal";
import type { Character } from "./character";
import { light } from "./lights";

const FIELD_DEG = 20;
const MOST_PIXEL_RATIO = 2;

export class CharacterView {
  readonly canvas: HTMLCanvasElement;
  readonly #renderer: WebGLRenderer;
  readonly #scene = new Scene();
  readonly #camera = new PerspectiveCamera(FIELD_DEG, 1, 0.05, 50);
  readonly #rest = restingFace();
  #character: Character | null = null;
  #zoom = 1;

  /** @throws Refusal Where the browser has no WebGL. */
  constructor() {
    this.#renderer = rendererOf();
    this.canvas = this.#renderer.domElement;
    const generator = new PMREMGenerator(this.#renderer);
    this.#scene.environment = generator.fromScene(new RoomEnvironment(), 0.04).texture;
    generator.dispose();
  }

  /** Nearness: 1 shows head and shoulders. */
  set zoom(zoom: number) {
    this.#zoom = zoom;
    this.#aim();
  }

  setCharacter(character: Character): void {
    if (this.#character !== null) this.#scene.remove(this.#character.root);
    this.#character = character;
    this.#scene.add(character.root);
    this.canvas.title = character.choices.join("\n");
    this.#renderer.toneMapping = character.isToon ? NoToneMapping : NeutralToneMapping;
    light(this.#scene, character.isToon);
    this.#aim();
    character.apply(this.#rest, 0);
  }

  resize(width: number, height: number): void {
    if (width === 0 || height === 0) return;
    this.#renderer.setPixelRatio(Math.min(MOST_PIXEL_RATIO, window.devicePixelRatio));
    this.#renderer.setSize(width, height, false);
    this.#camera.aspect = width / height;
    this.#aim();
  }

  /** Shows a face, or the one before where there is none; `seconds` have passed since then. */
  show(face: Face | null, seconds: number): void {
    if (face !== null) this.#character?.apply(face, seconds);
    this.#renderer.render(this.#scene, this.#camera);
  }

  #aim(): void {
    if (this.#character === null) return;
    const { x, y, z, height } = this.#character.framing;
    const halfField = Math.tan((FIELD_DEG * Math.PI) / 360);
    // In a narrow picture the width decides how far away the camera stands.
    const away = height / 2 / halfField / this.#zoom / Math.min(1, this.#camera.aspect * 1.25);
    this.#camera.position.set(x, y, z + away);
    this.#camera.lookAt(x, y, z);
    this.#camera.updateProjectionMatrix();
  }
}

function rendererOf(): WebGLRenderer {
  try {
    return new WebGLRenderer({ antialias: true, alpha: true });
  } catch {
    throw new Refusal(
      "This browser has no WebGL, so it cannot show a character.",
      "Turn on graphics acceleration in its settings, or choose a photo: its face needs none.",
    );
  }
}
