// The sliders of the performance; each change goes to the show at once.

const SLIDERS = [
  { name: "gaze_yaw_rad", title: "Gaze, to the character's left", min: -0.6, max: 0.6, step: 0.01, natural: 0 },
  { name: "gaze_pitch_rad", title: "Gaze, upwards", min: -0.45, max: 0.45, step: 0.01, natural: 0 },
  { name: "distance", title: "Distance", min: 0.7, max: 1.5, step: 0.01, natural: 1 },
  { name: "head_gain", title: "Head movement", min: 0, max: 2, step: 0.05, natural: 1 },
  { name: "lips_gain", title: "Articulation", min: 0, max: 2, step: 0.05, natural: 1 },
  { name: "emotion_strength", title: "Strength of emotion", min: 0, max: 1, step: 0.05, natural: 1 },
  { name: "blink_rate_per_min", title: "Blinks a minute", min: 0, max: 60, step: 1, natural: 15 },
];
const EMOTIONS = ["neutral", "happy", "sad", "angry", "surprised"];

export class Controls {
  constructor(form, change) {
    this.change = change;
    this.fields = new Map();
    form.append(...this.emotion());
    for (const slider of SLIDERS) form.append(...this.slider(slider));
    const reset = Object.assign(document.createElement("button"), { type: "button", textContent: "Natural" });
    reset.onclick = () => this.reset();
    form.append(reset);
    form.onsubmit = (event) => event.preventDefault();
  }

  // What now holds; a slider that is being moved stays where it is.
  show(controls) {
    for (const [name, field] of this.fields) {
      const value = controls[name];
      if (value === undefined || field.input === document.activeElement) continue;
      field.input.value = value ?? field.natural;
      field.tell(value);
    }
  }

  reset() {
    const controls = { emotion: "neutral" };
    for (const { name, natural } of SLIDERS) controls[name] = name === "blink_rate_per_min" ? null : natural;
    this.change(controls);
    this.show(controls);
  }

  emotion() {
    const label = Object.assign(document.createElement("label"), { htmlFor: "emotion", textContent: "Emotion" });
    const input = Object.assign(document.createElement("select"), { id: "emotion" });
    input.append(...EMOTIONS.map((name) => new Option(name, name)));
    input.onchange = () => this.change({ emotion: input.value });
    this.fields.set("emotion", { input, natural: "neutral", tell() {} });
    return [label, input];
  }

  slider({ name, title, min, max, step, natural }) {
    const label = Object.assign(document.createElement("label"), { htmlFor: name, textContent: `${title} ` });
    const output = document.createElement("output");
    const input = Object.assign(document.createElement("input"), { id: name, type: "range", min, max, step });
    const tell = (value) => {
      output.textContent = value === null ? "natural" : Number(value).toFixed(step < 1 ? 2 : 0);
    };
    input.value = natural;
    tell(natural);
    label.append(output);
    input.oninput = () => {
      tell(input.value);
      this.change({ [name]: Number(input.value) });
    };
    this.fields.set(name, { input, natural, tell });
    return [label, input];
  }
}
