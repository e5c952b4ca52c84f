/**
 * The page's words in the language of who looks at it. The server puts those of the browser's
 * language in this place; as it stands here they are the English ones of the scripts.
 */

/** Of the words, as the web names it. */
export const language = "en";

/** As Discord names the language that a member has chosen. */
export const locale = "en-US";

export const direction = "ltr";

/** English sentences -> what they are, or, by the first form of the English, each plural form. */
export const words = {};
