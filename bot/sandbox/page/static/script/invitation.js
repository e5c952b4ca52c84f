/** What stands at the beginning of a channel: where one is, and what to try. */

import { element, icon } from "./dom.js";
import { isThread, signOf } from "./store.js";

/** The beginning of a conversation; its words and examples come from the server. */
export function invitation(place) {
  const { channel, app } = place;
  const { invitation: words } = app.store;
  const fragment = document.createDocumentFragment();
  fragment.append(
    element("span", { class: "intro-sign" }, icon(signOf(channel))),
    element("h2", {}, "This is the beginning of ", element("bdi", {}, described(place))),
  );
  if (channel.topic) fragment.append(element("p", {}, channel.topic));
  if (words && place.may.send && !isThread(channel)) fragment.append(examples(words, place));
  return fragment;
}

function described({ channel, name }) {
  if (channel.type === 1) return `your direct messages with ${name}`;
  return isThread(channel) ? `the thread “${name}”` : name;
}

function examples(words, place) {
  const buttons = words.examples.map((example) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "example", on: { click: () => use(example, place) } },
        element("span", { class: "example-kind" }, example.command ? `/${example.command}` : "Ask"),
        element("span", {}, example.label),
      ),
    ),
  );
  return element(
    "div",
    { class: "invitation" },
    element("p", {}, words.text),
    element("ul", { "aria-label": "Examples" }, buttons),
  );
}

/** An example with a command opens it, filled in; any other is sent to the bot as a mention. */
async function use(example, place) {
  const { app, channel, composer } = place;
  if (example.command) {
    if (await composer.startCommand(example.command, example.options)) await composer.bar.submit();
    return;
  }
  const mention = channel.type === 1 || !app.store.bot ? "" : `<@${app.store.bot.id}> `;
  if (
    await composer.try(() =>
      app.requests.send(place.channelId, { content: `${mention}${example.text}`, files: [] }),
    )
  )
    place.sent();
}
