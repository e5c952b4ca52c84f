// Runs before anything is drawn, so that a chosen theme does not flash in after the other.
try {
  const theme = localStorage.getItem("sandbox-theme");
  if (theme === "dark" || theme === "light") document.documentElement.dataset.theme = theme;
} catch {
  // The browser keeps nothing: the system's colours stand.
}
