/** Dialogs: the forms a bot opens, and questions of the page's own. The browser keeps the focus inside. */

import { pickerOptions } from "./components.js";
import { element, freshId, iconButton } from "./dom.js";
import { markup } from "./markup.js";
import { Picker } from "./picker.js";
import { say } from "./words.js";

function dialogNode(title, ...content) {
  const heading = freshId("title");
  const close = iconButton("close", say("Close"), { on: { click: () => node.close() } });
  const node = element(
    "dialog",
    { class: "dialog", "aria-labelledby": heading },
    element("header", {}, element("h2", { id: heading }, element("bdi", {}, title)), close),
    ...content,
  );
  node.addEventListener("close", () => node.remove());
  document.body.append(node);
  return node;
}

/** Ask before something that cannot be undone; resolves to true or false. */
export function confirm({ title, text, action }) {
  return new Promise((resolve) => {
    const node = dialogNode(
      title,
      element("p", {}, text),
      element(
        "footer",
        {},
        element(
          "button",
          {
            type: "button",
            class: "component-button secondary",
            on: { click: () => node.close() },
          },
          say("Cancel"),
        ),
        element(
          "button",
          {
            type: "button",
            class: "component-button danger",
            on: { click: () => node.close("yes") },
          },
          action,
        ),
      ),
    );
    node.addEventListener("close", () => resolve(node.returnValue === "yes"));
    node.showModal();
  });
}

/** Ask for one line of text; resolves to it, or to null. */
export function ask({ title, label, value, limit, action }) {
  return new Promise((resolve) => {
    const id = freshId("field");
    const input = element("input", {
      id,
      type: "text",
      required: true,
      maxlength: limit,
      value,
      autocomplete: "off",
    });
    const node = dialogNode(
      title,
      element(
        "form",
        {
          on: {
            submit: (event) => {
              event.preventDefault();
              node.close(input.value.trim());
            },
          },
        },
        element("div", { class: "field" }, element("label", { for: id }, label), input),
        element(
          "footer",
          {},
          element("button", { type: "submit", class: "component-button primary" }, action),
        ),
      ),
    );
    node.addEventListener("close", () => resolve(node.returnValue || null));
    node.showModal();
    input.select();
  });
}

/**
 * The form a bot asked for. `submit(values)` resolves to null, or to what went wrong, which is shown
 * and the form kept; `dismiss()` is called where it is closed without having been sent.
 */
export function openForm(modal, { scene, act, submit, dismiss }) {
  const fields = modal.components.flatMap((part) => fieldsOf(part, act));
  const texts = modal.components
    .filter((part) => part.type === 10)
    .map((part) => element("div", { class: "markup" }, markup(part.content, scene)));
  const problem = element("p", { class: "problem", role: "alert", hidden: true });
  const send = element(
    "button",
    { type: "submit", class: "component-button primary" },
    say("Submit"),
  );
  let sent = false;
  const form = element(
    "form",
    { novalidate: true },
    texts,
    fields.map((entry) => entry.node),
    problem,
    element(
      "footer",
      {},
      element(
        "button",
        { type: "button", class: "component-button secondary", on: { click: () => node.close() } },
        say("Cancel"),
      ),
      send,
    ),
  );
  const node = dialogNode(modal.title, form);
  node.classList.add("form-dialog");
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const wrong = fields.filter((entry) => !entry.check());
    if (wrong.length > 0) {
      wrong[0].focus();
      return;
    }
    send.disabled = true;
    const fault = await submit(
      Object.fromEntries(fields.map((entry) => [entry.id, entry.value()])),
    );
    send.disabled = false;
    sent = fault === null;
    problem.hidden = sent;
    problem.textContent = fault ?? "";
    if (sent) node.close();
  });
  node.addEventListener("close", () => sent || dismiss());
  node.showModal();
  fields[0]?.focus();
}

/** The fields in one part of a form: a row of inputs, or a label around one. */
function fieldsOf(part, act) {
  if (part.type === 1)
    return part.components.map((child) => field(child, { label: child.label }, act));
  if (part.type === 18) return [field(part.component, part, act)];
  return [];
}

function field(part, { label, description }, act) {
  const build = part.type === 4 ? textField : pickField;
  return build(part, { label: label ?? "", description, required: part.required !== false }, act);
}

/** Around a `control`, which has this id: its label, its hint, and what is wrong with it. */
function frame(id, { label, description, required }, control, ...extra) {
  const mark = required
    ? element("span", { class: "required", "aria-hidden": "true" }, "*")
    : element("span", { class: "quiet" }, " ", say("optional"));
  const hint = description ? element("p", { class: "hint", id: `${id}-hint` }, description) : null;
  const error = element("p", { class: "problem", id: `${id}-problem`, role: "alert" });
  return {
    error,
    node: element(
      "div",
      { class: "field" },
      element("label", { for: id }, label, mark),
      hint,
      control,
      ...extra,
      error,
    ),
  };
}

/** Which of a `frame` a screen reader tells of the control in it. */
const tied = (id, { description, required }) => ({
  id,
  "aria-required": String(required),
  "aria-describedby": `${id}-problem${description ? ` ${id}-hint` : ""}`,
});

/** Say what is wrong with a control, or nothing where that is "". */
function complain(control, error, problem) {
  error.textContent = problem;
  control.setAttribute("aria-invalid", String(problem !== ""));
}

function textField(part, about) {
  const id = freshId("field");
  const limit = part.max_length ?? 4000;
  const long = part.style === 2;
  const input = element(long ? "textarea" : "input", {
    ...tied(id, about),
    type: long ? null : "text",
    rows: long ? 5 : null,
    maxlength: limit,
    placeholder: part.placeholder,
    autocomplete: "off",
  });
  input.value = part.value ?? "";
  const counter = element("span", { class: "counter", "aria-hidden": "true" });
  const { node, error } = frame(id, about, input, counter);
  const count = () => (counter.textContent = `${[...input.value].length} / ${limit}`);
  input.addEventListener("input", count);
  count();
  const check = () => {
    const length = [...input.value.trim()].length;
    const least = Math.max(part.min_length ?? 0, about.required ? 1 : 0);
    const short = length < least && (about.required || length > 0);
    complain(input, error, short ? shortness(length, least) : "");
    return !short;
  };
  return { id: part.custom_id, node, check, value: () => input.value, focus: () => input.focus() };
}

function shortness(length, least) {
  return length === 0
    ? say("This field is required.")
    : say("Must be {least} or more in length.", { least });
}

function pickField(part, about, act) {
  const least = part.min_values ?? (about.required ? 1 : 0);
  const id = freshId("field");
  const picker = new Picker({
    label: about.label,
    placeholder: part.placeholder ?? say("Choose"),
    options: pickerOptions(part, act),
    least: Math.min(least, 1),
    most: part.max_values ?? 1,
    tied: tied(id, about),
  });
  const { node, error } = frame(id, about, picker.node);
  const check = () => {
    const short = about.required && picker.values().length < least;
    complain(picker.button, error, short ? say("This field is required.") : "");
    return !short;
  };
  return {
    id: part.custom_id,
    node,
    check,
    value: () => picker.values(),
    focus: () => picker.button.focus(),
  };
}
