/** What the message box suggests for what stands before its caret. */

import { avatar } from "./avatar.js";
import { icon } from "./dom.js";
import { displayName } from "./scene.js";
import { isThread } from "./store.js";
import { fitting, slashCommands, trigger } from "./wording.js";
import { say } from "./words.js";

/** Suggestions for a composer, in the form that Completion shows, or null. */
export function suggestions(composer) {
  const { text } = composer;
  const found =
    text.selectionStart === text.selectionEnd ? trigger(text.value, text.selectionStart) : null;
  return found && SOURCES[found.kind](composer, found);
}

async function commands(composer, { query }) {
  const leaves = slashCommands(await composer.app.requests.commands(composer.channelId));
  const options = fitting(leaves, query.trim(), ({ path }) => [path, ...path.split(" ")], 25).map(
    (leaf) => ({
      label: `/${leaf.path}`,
      detail: leaf.description,
      hint: leaf.options
        .map((option) => (option.required ? option.name : `${option.name}?`))
        .join("  "),
      take: () => composer.startCommand(leaf.path),
    }),
  );
  const empty =
    leaves.length === 0
      ? say("The bot offers no commands here yet")
      : say("No command of this name");
  return { title: say("Commands"), options, empty: query.includes(" ") ? null : empty };
}

function people(composer, { query, start }) {
  const members = composer.app.directory.members(composer.channelId).map((member) => ({
    // Who types "@bot" means it, whatever it is called.
    names: [displayName(member), member.user.username, ...(member.user.bot ? [say("Bot")] : [])],
    option: {
      label: displayName(member),
      detail: member.user.bot ? say("Bot") : null,
      sign: avatar(member.user, displayName(member), "small"),
      take: () => composer.insert(start, `@${displayName(member)} `),
    },
  }));
  const roles = composer.app.directory.roles(composer.channelId).map((role) => ({
    names: [role.name],
    option: {
      label: `@${role.name}`,
      detail: say("Role"),
      take: () => composer.insert(start, `@${role.name} `),
    },
  }));
  return {
    title: say("Members"),
    options: fitting([...members, ...roles], query, ({ names }) => names).map(
      ({ option }) => option,
    ),
  };
}

const CATEGORY = 4;
const isWrittenIn = ({ type }) => type !== CATEGORY;

function channels(composer, { query, start }) {
  const all = composer.app.directory.channels(composer.channelId).filter(isWrittenIn);
  const options = fitting(all, query, ({ name }) => [name]).map((channel) => ({
    label: channel.name,
    detail: isThread(channel) ? say("Thread") : null,
    sign: icon(isThread(channel) ? "branch" : "hash"),
    take: () => composer.insert(start, `#${channel.name} `),
  }));
  return { title: say("Channels"), options };
}

const SOURCES = { "/": commands, "@": people, "#": channels };
