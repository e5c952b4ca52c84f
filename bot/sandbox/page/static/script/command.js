/** The message box while a slash command is being filled in: one labelled field for each option. */

import { Completion } from "./completion.js";
import { element, freshId, icon, iconButton } from "./dom.js";
import { fitting, localised } from "./wording.js";
import { say } from "./words.js";

const KINDS = { string: 3, integer: 4, boolean: 5, number: 10, attachment: 11 };
const INPUT_MODES = { [KINDS.integer]: "numeric", [KINDS.number]: "decimal" };
const ENTITIES = { 6: "member", 7: "channel", 8: "role", 9: "mentionable" };
const NO_DESCRIPTION = "…"; // what bot libraries send where the author wrote nothing
const LOOK_UP_AFTER_MS = 120; // a question for each key would be answered out of order and for nothing

const noFit = () => say("No option fits");

/** A name as it is compared: with or without the sign of a mention, in whatever case. */
const bare = (name) => name.trim().replace(/^[@#]/, "").toLowerCase();

export class CommandBar {
  /**
   * leaf: {path, description, options}; `given`: values to begin with. `services`: {announce, complete(name,
   * options, focused), entities(kind, channelTypes), send(options, bar), leave()}.
   */
  constructor(leaf, services, given = {}) {
    Object.assign(this, { leaf, services });
    this.fields = leaf.options.map((option) => new OptionField(option, this, given[option.name]));
    // With nothing required, the first option is what the command is about.
    if (this.fields.length > 0 && !this.fields.some((field) => field.shown))
      Object.assign(this.fields[0], { shown: true, mayBeLeft: true });
    this.row = element("div", { class: "command-fields" });
    this.optional = element("div", {
      class: "command-optional",
      role: "group",
      "aria-label": say("Optional"),
    });
    this.problem = element("p", { class: "problem", role: "alert" });
    this.node = element(
      "div",
      {
        class: "command-bar",
        role: "group",
        "aria-label": say("Command {name}", { name: leaf.path }),
        on: { keydown: (event) => this.keydown(event) },
      },
      element(
        "div",
        { class: "command-head" },
        element("span", { class: "command-name" }, `/${leaf.path}`),
        element("span", { class: "quiet" }, leaf.description),
        iconButton("close", say("Leave the command"), { on: { click: () => services.leave() } }),
      ),
      this.row,
      this.optional,
      this.problem,
    );
    this.layout();
  }

  layout() {
    const shown = this.fields.filter((field) => field.shown);
    for (const field of shown) if (field.node.parentNode !== this.row) this.row.append(field.node);
    this.optional.replaceChildren(
      ...this.fields.filter((field) => !field.shown).map((field) => this.#chip(field)),
    );
    this.optional.hidden = this.optional.childElementCount === 0;
  }

  #chip(field) {
    const add = () => {
      field.shown = true;
      this.layout();
      field.focus();
    };
    return element(
      "button",
      {
        type: "button",
        class: "chip",
        title: localised(field.option, "description"),
        on: { click: add },
      },
      icon("attach"),
      field.option.name,
    );
  }

  focus() {
    (
      this.fields.find((field) => field.shown && field.empty) ??
      this.fields.find((field) => field.shown)
    )?.focus();
  }

  /** The lists of suggestions of its fields, which are shown elsewhere. */
  get suggesting() {
    return this.fields.flatMap(({ completion }) => completion?.node ?? []);
  }

  /** What is filled in, as the bot is asked for suggestions: without checks. */
  partial() {
    return Object.fromEntries(
      this.fields
        .filter((field) => field.shown && !field.empty)
        .map((field) => [field.option.name, field.read().value ?? field.raw]),
    );
  }

  async submit() {
    const read = this.fields.filter((field) => field.shown).map((field) => [field, field.read()]);
    for (const [field, { problem }] of read) field.mark(problem ?? "");
    const wrong = read.find(([, { problem }]) => problem);
    this.problem.textContent = wrong ? `${wrong[0].option.name}: ${wrong[1].problem}` : "";
    if (wrong) {
      wrong[0].focus();
      return;
    }
    const filled = read.filter(([, { value }]) => value !== undefined);
    const fault = await this.services.send(
      Object.fromEntries(filled.map(([field, { value }]) => [field.option.name, value])),
      this,
    );
    if (fault) this.problem.textContent = fault;
  }

  keydown(event) {
    if (event.key === "Enter" && !event.isComposing && event.target.tagName === "INPUT")
      this.submit();
    else if (event.key === "Escape") this.services.leave();
    else if (
      event.key === "Backspace" &&
      event.target.tagName === "INPUT" &&
      event.target.value === "" &&
      this.fields.length <= 1
    )
      this.services.leave();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

class OptionField {
  constructor(option, bar, given) {
    Object.assign(this, { option, bar, chosen: null, file: null });
    this.shown = Boolean(option.required) || given !== undefined;
    const id = freshId("option");
    this.input = option.type === KINDS.attachment ? this.#fileInput(id) : this.#textInput(id);
    const mark = option.required
      ? element("span", { class: "required", "aria-hidden": "true" }, "*")
      : null;
    const label = element(
      "label",
      { for: id, title: localised(option, "description") },
      option.name,
      mark,
    );
    this.node = element(
      "div",
      { class: "option-field" },
      label,
      this.input,
      element(
        "span",
        { class: "option-about", id: `${id}-about` },
        option.description === NO_DESCRIPTION ? "" : localised(option, "description"),
      ),
    );
    if (option.type !== KINDS.attachment) this.#suggest();
    if (given !== undefined) this.#fill({ label: String(given), value: given });
  }

  #textInput(id) {
    const { option } = this;
    return element("input", {
      id,
      type: "text",
      role: "combobox",
      "aria-expanded": "false",
      "aria-describedby": `${id}-about`,
      "aria-required": String(Boolean(option.required)),
      inputmode: INPUT_MODES[option.type] ?? null,
      maxlength: option.max_length,
      autocomplete: "off",
      on: { input: () => (this.chosen = null), focus: () => this.completion?.refresh() },
    });
  }

  #fileInput(id) {
    const keep = (event) => (this.file = event.target.files[0] ?? null);
    return element("input", {
      id,
      type: "file",
      "aria-describedby": `${id}-about`,
      on: { change: keep },
    });
  }

  #suggest() {
    this.completion = new Completion(this.input, {
      find: () => this.#find(),
      host: this.bar.services.host,
      announce: this.bar.services.announce,
      waitMs: this.option.autocomplete ? LOOK_UP_AFTER_MS : 0,
      isDone: (suggestion) => this.#isDone(suggestion),
    });
  }

  /** Whether Enter sends: nobody asked for this field, or what is suggested was written out, and is taken. */
  #isDone(suggestion) {
    if (this.empty) return Boolean(this.mayBeLeft);
    if (!suggestion || bare(suggestion.label) !== bare(this.raw)) return false;
    suggestion.take();
    return true;
  }

  #find() {
    const { option } = this;
    if (this.chosen) return null;
    if (option.autocomplete) return this.#fromBot();
    const choices = this.#choices();
    if (choices === null) return null;
    return {
      title: localised(option, "description"),
      options: fitting(choices, bare(this.raw), ({ name }) => [bare(name)], 25).map((choice) =>
        this.#suggestion(choice),
      ),
      empty: noFit(),
    };
  }

  async #fromBot() {
    const choices = await this.bar.services.complete(
      this.bar.leaf.path,
      { ...this.bar.partial(), [this.option.name]: this.raw },
      this.option.name,
    );
    if (choices === null) return { title: "", options: [], empty: say("Loading options failed") };
    return {
      title: localised(this.option, "description"),
      options: choices.map((choice) => this.#suggestion(choice)),
      empty: noFit(),
    };
  }

  #choices() {
    const { option } = this;
    if (option.choices?.length)
      return option.choices.map((choice) => ({ ...choice, name: localised(choice, "name") }));
    if (option.type === KINDS.boolean)
      return [
        { name: say("True"), value: true },
        { name: say("False"), value: false },
      ];
    if (option.type in ENTITIES)
      return this.bar.services
        .entities(ENTITIES[option.type], option.channel_types)
        .map(({ name, value }) => ({ name, value: { id: value } }));
    return null;
  }

  #suggestion({ name, value }) {
    return { label: name, take: () => this.#fill({ label: name, value }) };
  }

  #fill({ label, value }) {
    this.input.value = label;
    this.chosen = { value };
    this.mark("");
    if (this.input.isConnected) this.input.focus();
  }

  get raw() {
    return this.input.value;
  }

  get empty() {
    return this.option.type === KINDS.attachment ? this.file === null : this.raw.trim() === "";
  }

  focus() {
    this.input.focus();
  }

  mark(problem) {
    this.input.setAttribute("aria-invalid", String(problem !== ""));
  }

  /** {value} as the command takes it, {problem} where it cannot, {} where it is left out. */
  read() {
    if (this.empty)
      return this.option.required
        ? { problem: say("This option is required. Specify a value.") }
        : {};
    if (this.option.type === KINDS.attachment) return { value: this.file };
    if (this.chosen) return { value: this.chosen.value };
    const choices = this.#choices();
    if (choices) {
      const found = choices.find(({ name }) => bare(name) === bare(this.raw));
      return found ? { value: found.value } : { problem: say("Select one of the options.") };
    }
    return this.option.type === KINDS.integer || this.option.type === KINDS.number
      ? this.#number()
      : this.#text();
  }

  #number() {
    const { type, min_value: least, max_value: most } = this.option;
    const value = Number(this.raw.trim());
    const whole = type === KINDS.integer;
    if (!Number.isFinite(value) || (whole && !Number.isSafeInteger(value)))
      return { problem: whole ? say("Input a valid integer.") : say("Input a valid number.") };
    if (least !== undefined && value < least)
      return { problem: say("Input a number of {least} or more.", { least }) };
    if (most !== undefined && value > most)
      return { problem: say("Input a number of {most} or less.", { most }) };
    return { value };
  }

  #text() {
    const { min_length: least = 0 } = this.option;
    return this.raw.length < least
      ? { problem: say("Input at least {least} characters.", { least }) }
      : { value: this.raw };
  }
}
