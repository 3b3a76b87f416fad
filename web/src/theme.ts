// Runs before the first paint, as a classic script: applies the theme that the visitor chose.
{
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
  } catch {
    // Storage is blocked: the theme of the system applies.
  }
}
export {};
