/** What stands at the beginning of a channel: where one is, and what to try. */

import { element, icon } from "./dom.js";
import { isThread, signOf } from "./store.js";
import { say, sayNodes } from "./words.js";

/** The beginning of a conversation; its words and examples come from the server. */
export function invitation(place) {
  const { channel, app } = place;
  const { invitation: words } = app.store;
  const fragment = document.createDocumentFragment();
  fragment.append(
    element("span", { class: "intro-sign" }, icon(signOf(channel))),
    element("h2", {}, ...sayNodes(described(place), { place: element("bdi", {}, place.name) })),
  );
  if (channel.topic) fragment.append(element("p", { dir: "auto" }, channel.topic));
  if (words && place.may.send && !isThread(channel)) fragment.append(examples(words, place));
  return fragment;
}

function described({ channel }) {
  if (channel.type === 1) return say("This is the beginning of your direct messages with {place}");
  return isThread(channel)
    ? say("This is the beginning of the thread “{place}”")
    : say("This is the beginning of {place}");
}

function examples(words, place) {
  const buttons = words.examples.map((example) =>
    element(
      "li",
      {},
      element(
        "button",
        { type: "button", class: "example", on: { click: () => use(example, place) } },
        element(
          "span",
          { class: "example-kind", dir: "auto" },
          example.command ? `/${example.command}` : say("Ask"),
        ),
        element("span", { dir: "auto" }, example.label),
      ),
    ),
  );
  return element(
    "div",
    { class: "invitation" },
    element("p", { dir: "auto" }, place.channel.type === 1 ? words.direct : words.text),
    element("ul", { "aria-label": say("Examples") }, buttons),
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
