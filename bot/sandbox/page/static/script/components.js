/** Buttons, menus and the layout parts that a bot puts under or in place of a message's text. */

import { localAsset, plainName, webAddress } from "./address.js";
import { element, icon, webLink } from "./dom.js";
import { picture } from "./embeds.js";
import { markup } from "./markup.js";
import { Picker } from "./picker.js";
import { say } from "./words.js";

const BUTTON_CLASS = { 1: "primary", 2: "secondary", 3: "success", 4: "danger", 5: "link" };
const LINK_BUTTON = 5;

/**
 * The parts of `components` as one block, or null. `act` takes what the member does:
 * {press(customId, control), choose(customId, values, control), entities(kind, channelTypes) -> [{label, value}]}.
 */
export function componentBlock(components, scene, act) {
  if (!components?.length) return null;
  return element(
    "div",
    { class: "components" },
    components.map((part) => draw(part, scene, act)),
  );
}

function draw(part, scene, act) {
  return DRAW[part.type]?.(part, scene, act) ?? null;
}

/** An emoji as text: its own sign, or the name of one that only a service could show. */
export function emojiText(emoji) {
  if (!emoji?.name) return "";
  return emoji.id ? `:${emoji.name}:` : emoji.name;
}

function row(part, scene, act) {
  return element(
    "div",
    { class: "component-row" },
    part.components.map((child) => draw(child, scene, act)),
  );
}

function button(part, _scene, act) {
  const label = [
    part.emoji
      ? element(
          "span",
          { class: "emoji", "aria-hidden": part.label ? "true" : null },
          emojiText(part.emoji),
        )
      : null,
    part.label ? element("span", {}, part.label) : null,
  ];
  const className = `component-button ${BUTTON_CLASS[part.style] ?? "secondary"}`;
  if (part.style === LINK_BUTTON) {
    const address = webAddress(part.url ?? "");
    if (address === null || part.disabled)
      return element("button", { type: "button", class: className, disabled: true }, label);
    return webLink(address, { class: className, title: address }, label, icon("out"));
  }
  return element(
    "button",
    {
      type: "button",
      class: className,
      disabled: part.disabled,
      "data-custom-id": part.custom_id,
      on: { click: (event) => act.press(part.custom_id, event.currentTarget) },
    },
    label,
  );
}

const ENTITIES = { 5: "member", 6: "role", 7: "mentionable", 8: "channel" };
const PLACEHOLDERS = {
  3: say("Make a selection"),
  5: say("Select a member"),
  6: say("Select a role"),
  7: say("Select a member or role"),
  8: say("Select a channel"),
};

/** The options of a menu: its own, or the members, roles and channels of the place. */
export function pickerOptions(part, act) {
  if (part.type !== 3) {
    const chosen = new Set((part.default_values ?? []).map((one) => one.id));
    const offered = act.entities(ENTITIES[part.type], part.channel_types);
    return offered.map(({ label, value }) => ({ label, value, default: chosen.has(value) }));
  }
  return part.options.map((option) => ({
    ...option,
    emoji: option.emoji ? emojiText(option.emoji) : null,
  }));
}

function menu(part, _scene, act) {
  const picker = new Picker({
    label: part.placeholder ?? PLACEHOLDERS[part.type],
    placeholder: part.placeholder ?? PLACEHOLDERS[part.type],
    options: pickerOptions(part, act),
    least: part.min_values ?? 1,
    most: part.max_values ?? 1,
    disabled: part.disabled,
    customId: part.custom_id,
    onChoose: (values) => act.choose(part.custom_id, values, picker.button),
  });
  return picker.node;
}

function textDisplay(part, scene) {
  return element("div", { class: "markup", dir: "auto" }, markup(part.content, scene));
}

function section(part, scene, act) {
  const texts = element(
    "div",
    { class: "section-texts" },
    part.components.map((child) => draw(child, scene, act)),
  );
  return element(
    "div",
    { class: "section" },
    texts,
    part.accessory ? draw(part.accessory, scene, act) : null,
  );
}

function container(part, scene, act) {
  const node = element(
    "div",
    { class: "container" },
    part.components.map((child) => draw(child, scene, act)),
  );
  const colour = part.accent_color;
  if (Number.isInteger(colour))
    node.style.setProperty("--bar", `#${colour.toString(16).padStart(6, "0")}`);
  return part.spoiler
    ? element("details", { class: "covered" }, element("summary", {}, say("Spoiler")), node)
    : node;
}

function gallery(part) {
  return element(
    "div",
    { class: "gallery" },
    part.items.map((item) => picture(item.media, "embed-image", item.description)),
  );
}

function file(part) {
  const path = localAsset(part.file?.url ?? "");
  const name = plainName(part.name ?? "file");
  return (
    path &&
    element(
      "a",
      { class: "file", href: path, download: name },
      icon("file"),
      element("bdi", {}, name),
      icon("download"),
    )
  );
}

const DRAW = {
  1: row,
  2: button,
  3: menu,
  5: menu,
  6: menu,
  7: menu,
  8: menu,
  9: section,
  10: textDisplay,
  11: (part) => picture(part.media, "embed-thumbnail", part.description),
  12: gallery,
  13: file,
  14: (part) => element("hr", { class: part.divider === false ? "space" : "divider" }),
  17: container,
};
