// The list of outputs, and the form that adds one.

export class Outputs {
  constructor(ask) {
    this.ask = ask;
    this.list = document.getElementById("outputs");
    this.none = document.getElementById("no-outputs");
    this.kind = document.getElementById("add-kind");
    this.name = document.getElementById("add-name");
    this.settings = document.getElementById("add-settings");
    this.kinds = [];
    this.items = new Map();
    this.kind.onchange = () => this.showSettings();
    document.getElementById("add").onsubmit = (event) => this.add(event);
  }

  show(outputs, kinds) {
    if (JSON.stringify(kinds) !== JSON.stringify(this.kinds)) {
      this.kinds = kinds;
      this.kind.replaceChildren(...kinds.map(({ kind, title }) => new Option(title, kind)));
      this.showSettings();
    }
    this.none.hidden = outputs.length > 0;
    const names = new Set(outputs.map(({ name }) => name));
    for (const [name, item] of this.items) {
      if (!names.has(name)) {
        item.row.remove();
        this.items.delete(name);
      }
    }
    // Those that stay keep their place, and the focus that may be on them.
    for (const output of outputs) this.item(output.name).tell(output);
  }

  item(name) {
    if (!this.items.has(name)) this.items.set(name, this.made(name));
    return this.items.get(name);
  }

  made(name) {
    const row = document.createElement("li");
    const label = Object.assign(document.createElement("label"), { className: "check" });
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    const title = document.createElement("span");
    const note = document.createElement("span");
    const remove = Object.assign(document.createElement("button"), { type: "button", textContent: "Remove" });
    remove.setAttribute("aria-label", `Remove ${name}`);
    box.onchange = () => this.ask("set_output", { name, is_on: box.checked });
    remove.onclick = () => this.ask("remove_output", { name });
    label.append(box, title);
    row.append(label, note, " ", remove);
    this.list.append(row);
    const tell = (output) => {
      box.checked = output.is_on;
      title.textContent = `${name} (${output.kind}): ${output.state}`;
      const lost = output.dropped ? `, ${output.dropped} dropped` : "";
      note.textContent = [output.note, `${output.sent} frames${lost}`].filter(Boolean).join(" · ");
      note.className = output.state === "failed" ? "failed" : "";
    };
    return { row, tell };
  }

  showSettings() {
    const kind = this.kinds.find((one) => one.kind === this.kind.value);
    this.name.value ||= kind?.kind ?? "";
    this.settings.replaceChildren(...(kind?.settings ?? []).map((setting) => this.field(setting)));
  }

  field(setting) {
    const label = Object.assign(document.createElement("label"), { textContent: `${setting.name}: ${setting.help} ` });
    const isChoice = setting.type === "choice";
    const input = document.createElement(isChoice ? "select" : "input");
    if (isChoice) input.append(...setting.choices.map((choice) => new Option(choice, choice)));
    else input.type = { bool: "checkbox", int: "number", float: "number" }[setting.type] ?? "text";
    if (setting.type === "float") input.step = "any";
    if (setting.type === "bool") input.checked = setting.default === true;
    else if (setting.default !== null) input.value = setting.default;
    else input.required = true;
    Object.assign(input, { name: setting.name });
    input.dataset.type = setting.type;
    label.append(input);
    return label;
  }

  add(event) {
    event.preventDefault();
    const settings = {};
    for (const input of this.settings.querySelectorAll("[name]")) {
      const { type } = input.dataset;
      if (type === "bool") settings[input.name] = input.checked;
      else if (input.value !== "") settings[input.name] = type === "int" || type === "float" ? Number(input.value) : input.value;
    }
    this.ask("add_output", { kind: this.kind.value, name: this.name.value, settings });
    this.name.value = "";
  }
}
