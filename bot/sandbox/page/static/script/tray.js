/** The files that go with the message being written. */

import { plainName } from "./address.js";
import { fileSize } from "./attachments.js";
import { element, icon, iconButton } from "./dom.js";
import { say, sayCount } from "./words.js";

const MOST_FILES = 10;

const tooLarge = (limit) =>
  say("Too large: a file may have {size} at most.", { size: fileSize(limit) });
const tooMany = () =>
  sayCount(
    "A message takes {count} file at most.",
    "A message takes {count} files at most.",
    MOST_FILES,
  );

export class Tray {
  /** `limit()`: the most bytes of one file; `onChange(problem)` is told of every change. */
  constructor({ limit, onChange }) {
    Object.assign(this, { limit, onChange, files: [] });
    this.list = element("ul", {
      class: "composer-files",
      hidden: true,
      "aria-label": say("Files to send"),
    });
    this.picker = element("input", {
      type: "file",
      multiple: true,
      hidden: true,
      on: { change: () => this.#takePicked() },
    });
    this.button = iconButton("attach", say("Attach files"), {
      on: { click: () => this.picker.click() },
    });
  }

  get empty() {
    return this.files.length === 0;
  }

  /** Put files in; those that are too large or too many stay outside and are complained of. */
  add(files) {
    const limit = this.limit();
    const fitting = files.filter((file) => file.size <= limit);
    const wanted = [...this.files, ...fitting];
    const complaints = [
      fitting.length < files.length && tooLarge(limit),
      wanted.length > MOST_FILES && tooMany(),
    ];
    this.#set(wanted.slice(0, MOST_FILES), complaints.filter(Boolean).join(" "));
  }

  clear() {
    this.#set([]);
  }

  #set(files, problem = "") {
    this.files = files;
    this.list.hidden = this.empty;
    this.list.replaceChildren(...this.files.map((file) => this.#row(file)));
    this.onChange(problem);
  }

  #takePicked() {
    const files = [...this.picker.files];
    this.picker.value = ""; // so that the same file can be picked again
    this.add(files);
  }

  #row(file) {
    const name = plainName(file.name);
    const remove = () => this.#set(this.files.filter((one) => one !== file));
    return element(
      "li",
      { class: "file" },
      icon("file"),
      element("span", { class: "file-name" }, element("bdi", {}, name)),
      element("span", { class: "file-size" }, fileSize(file.size)),
      iconButton("close", say("Remove {name}", { name }), { on: { click: remove } }),
    );
  }
}
