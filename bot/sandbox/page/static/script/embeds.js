/** Embeds: the cards a bot's message carries. */

import { localAsset, webAddress } from "./address.js";
import { messageTime, full } from "./clock.js";
import { element, webLink } from "./dom.js";
import { markup } from "./markup.js";
import { say } from "./words.js";

const FIELDS_A_ROW = 3;

/** One card. Title and field names take inline marks only; author and footer are plain text. */
export function embedCard(embed, scene) {
  const parts = [
    author(embed.author),
    title(embed, scene),
    description(embed, scene),
    fields(embed.fields ?? [], scene),
  ];
  const body = element("div", { class: "embed-body" }, parts);
  const card = element(
    "div",
    {
      class: "embed",
      role: "group",
      "aria-label": embed.title ? say("Card: {title}", { title: embed.title }) : say("Card"),
    },
    body,
  );
  const colour = barColour(embed.color);
  if (colour !== null) card.style.setProperty("--bar", colour);
  const thumbnail = picture(embed.thumbnail, "embed-thumbnail");
  if (thumbnail) card.append(thumbnail);
  const image = picture(
    embed.image ?? (embed.type === "image" ? embed.thumbnail : null),
    "embed-image",
  );
  if (image) body.append(image);
  const foot = footer(embed);
  if (foot) body.append(foot);
  return card;
}

function barColour(value) {
  const known = Number.isInteger(value) && value >= 0 && value <= 0xffffff;
  return known ? `#${value.toString(16).padStart(6, "0")}` : null;
}

function named(text, url, attributes) {
  const address = url ? webAddress(url) : null;
  return address ? webLink(address, attributes, text) : element("span", attributes, text);
}

function author(value) {
  if (!value?.name) return null;
  return element(
    "div",
    { class: "embed-author" },
    named(element("bdi", {}, value.name), value.url, {}),
  );
}

function title(embed, scene) {
  if (!embed.title) return null;
  return element(
    "div",
    { class: "embed-title", dir: "auto" },
    named(markup(embed.title, scene, { blocks: false }), embed.url, {}),
  );
}

function description(embed, scene) {
  if (!embed.description) return null;
  return element(
    "div",
    { class: "embed-description markup", dir: "auto" },
    markup(embed.description, scene),
  );
}

function fields(list, scene) {
  if (list.length === 0) return null;
  return element(
    "div",
    { class: "embed-fields" },
    rows(list).map((row) => fieldRow(row, scene)),
  );
}

/** Neighbouring inline fields share a row, three at most; every other field has its own. */
function rows(list) {
  const found = [];
  for (const field of list) {
    const last = found.at(-1);
    const joins = field.inline && last?.[0].inline && last.length < FIELDS_A_ROW;
    if (joins) last.push(field);
    else found.push([field]);
  }
  return found;
}

function fieldRow(row, scene) {
  const cells = row.map((field) =>
    element(
      "div",
      { class: "embed-field" },
      element(
        "div",
        { class: "embed-field-name", dir: "auto" },
        markup(field.name, scene, { blocks: false }),
      ),
      element(
        "div",
        { class: "embed-field-value markup", dir: "auto" },
        markup(field.value, scene),
      ),
    ),
  );
  return element("div", { class: "embed-row", "data-cells": row.length }, cells);
}

function footer(embed) {
  const parts = [];
  if (embed.footer?.text) parts.push(element("bdi", {}, embed.footer.text));
  const date = embed.timestamp ? new Date(embed.timestamp) : null;
  if (date && !Number.isNaN(date.getTime())) {
    if (parts.length > 0) parts.push(" · ");
    parts.push(
      element("time", { datetime: date.toISOString(), title: full(date) }, messageTime(date)),
    );
  }
  return parts.length > 0 ? element("div", { class: "embed-footer" }, parts) : null;
}

/**
 * A picture of this sandbox is shown; one from elsewhere is only named, with a link: the page loads
 * nothing from other hosts.
 */
export function picture(media, className, words = media?.description) {
  if (!media?.url) return null;
  const own = localAsset(media.url);
  if (own !== null) {
    const size = media.width && media.height ? { width: media.width, height: media.height } : {};
    return element("img", {
      class: className,
      src: own,
      alt: words ?? "",
      loading: "lazy",
      ...size,
    });
  }
  const address = webAddress(media.url);
  if (address === null) return null;
  return webLink(
    address,
    { class: `${className} elsewhere` },
    say("Picture at {host} (not loaded here)", { host: new URL(address).hostname }),
  );
}
