/** The overlay: nothing but the performance, for OBS and its like. */

import "../styles/overlay.css";
import { Show } from "../show";
import { Stage } from "../stage/stage";
import { optionsOf } from "./options";
import type { OverlayCharacter } from "./options";
import type { Shown } from "../stage/stage";

const CHOICES: Readonly<Record<OverlayCharacter, Shown | null>> = {
  auto: null,
  face: "face",
  head: "character",
  vrm: "character",
};

const options = optionsOf(window.location.search);
const place = document.createElement("main");
place.className = "stage";
place.setAttribute("aria-label", "The performance");
document.body.append(place);
if (options.background !== null) document.body.style.background = options.background;

const stage = new Stage(place, options.isMuted);
stage.zoom = options.scale;
place.style.setProperty("--scale", String(options.scale));
const show = new Show(stage, options.character === "head");
show.choose(CHOICES[options.character]);

/** Words on an overlay would be on air: what goes wrong is told to whoever opens the console. */
show.listen({
  onConnection: (state) => {
    place.dataset["connection"] = state.name;
    if (state.name === "refused") console.error(`mien: ${state.refusal.message} ${state.refusal.hint}`);
  },
  onRefusal: (refusal) => console.error(`mien: ${refusal instanceof Error ? refusal.message : String(refusal)}`),
});
show.connection.start();
