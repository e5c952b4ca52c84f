/** The rights that decide what the page offers. The sandbox itself decides what is allowed. */

const BITS = {
  ADD_REACTIONS: 6n,
  SEND_MESSAGES: 11n,
  MANAGE_MESSAGES: 13n,
  ATTACH_FILES: 15n,
  USE_APPLICATION_COMMANDS: 31n,
  CREATE_PUBLIC_THREADS: 35n,
  SEND_MESSAGES_IN_THREADS: 38n,
};

/** Whether `permissions`, a number in decimal digits, holds the right called `name`. */
export function may(permissions, name) {
  return permissions === undefined || ((BigInt(permissions) >> BITS[name]) & 1n) === 1n;
}
