/** Everything the member does, sent to the sandbox; refusals come back as words. */

import { upload } from "./connection.js";
import { say } from "./words.js";

const TYPING_EVERY_MS = 8_000;
// The sandbox tells of a silent bot after 3 s; this only keeps a lost event from waiting for ever.
const NEVER_ACKNOWLEDGED_MS = 6_000;
const REFUSED_WITHIN_MS = 150;

const after = (ms, value) =>
  new Promise((resolve) => {
    setTimeout(resolve, ms, value);
  });

export class Requests {
  #commands = new Map();
  #lastTyping = 0;

  constructor({ connection, store, notices }) {
    Object.assign(this, { connection, store, notices });
    store.addEventListener("commands", () => this.forgetCommands());
  }

  /** Ask; rejects with RequestError where the sandbox refuses. */
  ask(op, fields) {
    return this.connection.request(op, fields);
  }

  /** Ask; a refusal is shown. Resolves to the answer (true where it is empty), or null. */
  async attempt(op, fields) {
    try {
      return (await this.ask(op, fields)) ?? true;
    } catch (error) {
      this.notices.alert(error.message);
      return null;
    }
  }

  async send(channel, { files, ...message }) {
    const ids = files.length > 0 ? await upload(files) : [];
    return this.ask("send", { channel, ...message, files: ids });
  }

  /** Something the bot has to answer; resolves to null, or {message, silent} where it went wrong. */
  async interact(op, fields) {
    const nonce = crypto.randomUUID();
    const taken = this.store.interaction(nonce);
    try {
      await this.ask(op, { ...fields, nonce });
    } catch (error) {
      this.store.settle({ nonce }, false);
      return { message: error.message, silent: false };
    }
    const answered = await Promise.race([taken, after(NEVER_ACKNOWLEDGED_MS, false)]);
    return answered ? null : { message: say("The application did not respond"), silent: true };
  }

  /** Use a slash command; resolves to null as soon as it is not refused, or to the refusal. */
  async slash(channel, name, options) {
    let values;
    try {
      values = await withUploads(options);
    } catch (error) {
      return error.message;
    }
    const fault = this.interact("slash", { channel, name, options: values });
    const early = await Promise.race([fault, after(REFUSED_WITHIN_MS, null)]);
    if (early && !early.silent) return early.message;
    fault.then((late) => late && this.notices.alert(`/${name}: ${late.message}`));
    return null;
  }

  /** The bot's suggestions for an option, or null where they could not be had. */
  async complete(channel, fields) {
    try {
      return await this.ask("autocomplete", { channel, ...fields });
    } catch {
      return null;
    }
  }

  /** The commands the member may use in a channel; asked for once until the bot changes them. */
  commands(channel) {
    if (!this.#commands.has(channel)) {
      const asked = this.ask("commands", { channel }).catch(() => {
        this.#commands.delete(channel);
        return [];
      });
      this.#commands.set(channel, asked);
    }
    return this.#commands.get(channel);
  }

  forgetCommands() {
    this.#commands.clear();
  }

  typing(channel) {
    if (Date.now() - this.#lastTyping < TYPING_EVERY_MS || !this.connection.connected) return;
    this.#lastTyping = Date.now();
    this.ask("type", { channel }).catch(() => {}); // nobody misses a sign that did not come
  }
}

async function withUploads(options) {
  const values = { ...options };
  for (const [name, value] of Object.entries(values)) {
    if (value instanceof File) values[name] = { upload: (await upload([value]))[0] };
  }
  return values;
}
