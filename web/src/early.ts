// Inside the document. Before its first paint: applies the theme that the visitor chose, and marks the page of somebody who may be signed
// in. After it: loads the application, whose compilation would delay the paint.
{
  const { documentElement: root } = document;
  try {
    const chosen = localStorage.getItem("theme");
    if (chosen === "light" || chosen === "dark") root.dataset.theme = chosen;
    // As in api/session.ts.
    if (localStorage.getItem("signed-in")) root.dataset.session = "";
  } catch {
    // Storage is blocked: the theme of the system applies.
  }

  const load = () => {
    const [main, ...chunks] = document.querySelector<HTMLMetaElement>('meta[name="codequest-scripts"]')!.content.split(" ");
    for (const path of chunks) {
      const link = document.createElement("link");
      link.rel = "modulepreload";
      link.href = path;
      document.head.append(link);
    }
    void import(main!);
  };
  // A hidden page is not painted.
  if (document.hidden) load();
  else requestAnimationFrame(() => setTimeout(load));
}
export {};
