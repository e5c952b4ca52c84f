/** One message as it stands in the log. */

import { attachmentList } from "./attachments.js";
import { avatar } from "./avatar.js";
import { full, messageTime } from "./clock.js";
import { componentBlock, emojiText } from "./components.js";
import { element, icon, iconButton } from "./dom.js";
import { embedCard } from "./embeds.js";
import { markup, plainText } from "./markup.js";
import { beginning } from "./wording.js";
import { say, sayCount, sayNodes } from "./words.js";

export const FLAGS = { ephemeral: 64, thinking: 128, suppressEmbeds: 4 };
export const TYPES = { reply: 19, threadStarter: 21, threadCreated: 18 };
const NOTICES = {
  1: say("{name} added someone to the thread."),
  3: say("{name} started a call."),
  4: say("{name} changed the name of this channel."),
  6: say("{name} pinned a message."),
  7: say("{name} joined the server."),
};
const PREVIEW_LENGTH = 160;

/**
 * The node of `message`. `grouped`: it follows another of the same author, so its head is left out.
 * `deeds`: what the member can do with it, {jump, menu, dismiss, react, openThread, act}.
 */
export function messageNode(message, { scene, grouped, deeds, note }) {
  if (message.type in NOTICES || message.type === TYPES.threadCreated)
    return noticeNode(message, scene, deeds);
  if (message.type === TYPES.threadStarter)
    return starterNode(message, { scene, grouped, deeds, note });
  const name = scene.name(message.author);
  const date = new Date(message.timestamp);
  const ephemeral = Boolean(message.flags & FLAGS.ephemeral);
  const classes = [
    "message",
    grouped && "grouped",
    ephemeral && "ephemeral",
    mentionsMe(message, scene) && "mentions-me",
  ];
  return element(
    "article",
    {
      class: classes.filter(Boolean).join(" "),
      tabindex: -1,
      "data-id": message.id,
      "aria-label": ephemeral
        ? say("{name}, {time}, only you can see this", { name, time: messageTime(date) })
        : `${name}, ${messageTime(date)}`,
    },
    context(message, scene, deeds),
    element(
      "div",
      { class: "message-main" },
      grouped
        ? element(
            "time",
            {
              class: "message-gutter",
              datetime: message.timestamp,
              title: full(date),
              "aria-hidden": "true",
            },
            gutterTime(date),
          )
        : avatar(message.author, name),
      element(
        "div",
        { class: "message-body" },
        grouped ? null : head(message, name, date),
        body(message, scene, deeds),
        footer(message, deeds, note),
      ),
    ),
    tools(message, deeds),
  );
}

/** A thread begins with the message it was started from, which is to be acted on where it stands. */
function starterNode(message, around) {
  const original = message.referenced_message;
  const shown = original ?? {
    ...message,
    content: say("*The message this thread was started from was deleted.*"),
  };
  return messageNode(
    {
      ...shown,
      id: message.id,
      type: 0,
      components: [],
      reactions: [],
      thread: null,
      interaction_metadata: null,
      interaction: null,
    },
    around,
  );
}

const gutterTime = (date) =>
  date.toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit", hour12: false });

function mentionsMe(message, scene) {
  const { me } = scene.app.store;
  const named = (message.mentions ?? []).some((user) => user.id === me.id);
  const roles = (message.mention_roles ?? []).some((id) => scene.guild?.me.roles.includes(id));
  return message.author.id !== me.id && (named || roles || message.mention_everyone);
}

function head(message, name, date) {
  return element(
    "header",
    { class: "message-head" },
    element(
      "span",
      { class: `author${message.author.bot ? " of-bot" : ""}` },
      element("bdi", {}, name),
    ),
    message.author.bot ? element("span", { class: "tag" }, say("Bot")) : null,
    element("time", { datetime: message.timestamp, title: full(date) }, messageTime(date)),
  );
}

/** The line above a message: what it replies to, or which command called it forth. */
function context(message, scene, deeds) {
  if (message.type === TYPES.reply) return replyLine(message, scene, deeds);
  const used = { ...message.interaction_metadata, ...message.interaction };
  if (!used.user || !used.name) return null;
  const command = message.type === 23 ? used.name : `/${used.name}`;
  return element(
    "div",
    { class: "message-context" },
    icon("slash"),
    element(
      "span",
      {},
      ...sayNodes(say("{name} used {command}"), {
        name: element("b", {}, element("bdi", {}, scene.name(used.user))),
        command: element("bdi", { class: "command-name" }, command),
      }),
    ),
  );
}

function replyLine(message, scene, deeds) {
  const original = message.referenced_message;
  if (!original)
    return element(
      "div",
      { class: "message-context" },
      icon("reply"),
      element("i", {}, say("The original message was deleted.")),
    );
  const pinged = (message.mentions ?? []).some((user) => user.id === original.author.id);
  return element(
    "button",
    {
      type: "button",
      class: "message-context",
      "aria-label": say("Replying to {name}: {words}. Go to the message", {
        name: scene.name(original.author),
        words: preview(original, scene),
      }),
      on: { click: () => deeds.jump(original.id) },
    },
    icon("reply"),
    avatar(original.author, scene.name(original.author), "small"),
    element("b", {}, element("bdi", {}, pinged ? "@" : "", scene.name(original.author))),
    element("span", { class: "preview" }, preview(original, scene)),
  );
}

/** A message in one short line. */
export function preview(message, scene) {
  const text = firstWords(message);
  if (text) return beginning(plainText(text, scene), PREVIEW_LENGTH);
  if (message.flags & FLAGS.thinking) return say("thinking…");
  return message.attachments?.length ? say("a file") : say("a message without text");
}

function firstWords({ content: words, embeds }) {
  const embed = embeds?.[0];
  return words || embed?.title || embed?.description || "";
}

/** The whole text of a message, for copying: its content, or the words of its cards. */
export function messageText(message) {
  if (message.content) return message.content;
  const cards = (message.embeds ?? []).map((embed) =>
    [
      embed.title,
      embed.description,
      ...(embed.fields ?? []).flatMap((field) => [field.name, field.value]),
      embed.footer?.text,
    ]
      .filter(Boolean)
      .join("\n"),
  );
  return cards.join("\n\n");
}

function body(message, scene, deeds) {
  if (message.flags & FLAGS.thinking) return [thinking(scene.name(message.author))];
  const embeds = message.flags & FLAGS.suppressEmbeds ? [] : (message.embeds ?? []);
  return [
    message.content || message.edited_timestamp ? content(message, scene) : null,
    attachmentList(message.attachments),
    ...embeds.map((embed) => embedCard(embed, scene)),
    componentBlock(message.components, scene, deeds.act),
    reactions(message, deeds),
    message.thread ? threadCard(message.thread, deeds) : null,
  ];
}

function content(message, scene) {
  const edited = message.edited_timestamp && !(message.flags & FLAGS.thinking);
  return element(
    "div",
    { class: "content markup", dir: "auto" },
    markup(message.content ?? "", scene),
    edited
      ? element(
          "span",
          { class: "edited", title: full(new Date(message.edited_timestamp)) },
          " ",
          say("(edited)"),
        )
      : null,
  );
}

function thinking(name) {
  const dots = element(
    "span",
    { class: "dots", "aria-hidden": "true" },
    element("i"),
    element("i"),
    element("i"),
  );
  return element(
    "div",
    { class: "thinking" },
    dots,
    element(
      "span",
      {},
      ...sayNodes(say("{name} is thinking…"), { name: element("bdi", {}, name) }),
    ),
  );
}

function reactions(message, deeds) {
  if (!message.reactions?.length) return null;
  const buttons = message.reactions.map(({ emoji, count, me }) =>
    element(
      "button",
      {
        type: "button",
        class: "reaction",
        "aria-pressed": String(Boolean(me)),
        "aria-label": `${emojiText(emoji)}, ${count}`,
        on: { click: () => deeds.react(emoji, me) },
      },
      element("span", { class: "emoji" }, emojiText(emoji)),
      ` ${count}`,
    ),
  );
  return element(
    "div",
    { class: "reactions", role: "group", "aria-label": say("Reactions") },
    buttons,
  );
}

function threadCard(thread, deeds) {
  const count = thread.message_count
    ? sayCount("{count} message", "{count} messages", thread.message_count)
    : null;
  return element(
    "button",
    { type: "button", class: "thread-card", on: { click: () => deeds.openThread(thread.id) } },
    icon("branch"),
    element(
      "span",
      {},
      element("bdi", {}, thread.name),
      element("span", { class: "quiet" }, [say("Open thread"), count].filter(Boolean).join(" · ")),
    ),
  );
}

function footer(message, deeds, note) {
  const parts = [];
  if (note) parts.push(element("p", { class: "note", role: "alert" }, icon("warning"), note));
  if (message.flags & FLAGS.ephemeral) {
    const dismiss = element(
      "button",
      { type: "button", class: "text-button", on: { click: deeds.dismiss } },
      say("Dismiss"),
    );
    parts.push(
      element(
        "p",
        { class: "only-you" },
        icon("eye"),
        say("Only you can see this"),
        " · ",
        dismiss,
      ),
    );
  }
  return parts;
}

function tools(message, deeds) {
  if (message.flags & FLAGS.thinking) return null;
  const canReply = !(message.flags & FLAGS.ephemeral) && deeds.canSend;
  return element(
    "div",
    { class: "message-tools" },
    canReply ? iconButton("reply", say("Reply"), { on: { click: deeds.reply } }) : null,
    iconButton("more", say("Message menu"), {
      "aria-haspopup": "menu",
      on: { click: (event) => deeds.menu({ anchor: event.currentTarget }) },
    }),
  );
}

function noticeNode(message, scene, deeds) {
  const created = message.type === TYPES.threadCreated;
  const id = message.message_reference?.channel_id ?? message.thread?.id;
  return element(
    "article",
    { class: "message notice", tabindex: -1, "data-id": message.id },
    icon("branch"),
    element(
      "span",
      {},
      ...sayNodes(created ? say("{name} started a thread: ") : NOTICES[message.type], {
        name: element("b", {}, element("bdi", {}, scene.name(message.author))),
      }),
    ),
    created
      ? element(
          "button",
          { type: "button", class: "text-button", on: { click: () => deeds.openThread(id) } },
          element("bdi", {}, message.content || say("thread")),
        )
      : null,
  );
}
