/** Dark or light: as the system has it, until the member chooses. */

const KEY = "sandbox-theme";

/** The colours in use now, "dark" or "light". */
export function currentTheme() {
  const chosen = document.documentElement.dataset.theme;
  return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
}

export function setTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(KEY, theme);
  } catch {
    // Where the browser keeps nothing, the choice holds until the page is closed.
  }
}
