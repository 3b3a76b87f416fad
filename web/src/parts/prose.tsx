import { useEffect, useMemo, useRef } from "preact/hooks";

interface TrustedTypes {
  createPolicy(name: string, rules: { createHTML(text: string): string }): { createHTML(text: string): string };
}

/** The only way by which HTML reaches the document. The server has sanitised it: docs/frontend.md#prose. */
const policy = (globalThis as { trustedTypes?: TrustedTypes }).trustedTypes?.createPolicy("prose", { createHTML: (html) => html });

/** Rendered Markdown. With `inline` it is part of a label, without paragraphs' margins. */
export function Prose({ html, inline = false }: { html: string; inline?: boolean }) {
  const element = useRef<HTMLDivElement>(null);
  const trusted = useMemo(() => ({ __html: policy ? policy.createHTML(html) : html }), [html]);
  useEffect(() => {
    // What scrolls must be reachable by keyboard.
    for (const wide of element.current?.querySelectorAll<HTMLElement>("pre, .katex-display, table") ?? []) {
      if (wide.scrollWidth > wide.clientWidth) wide.tabIndex = 0;
    }
  }, [html]);
  return <div ref={element} class={inline ? "prose inline" : "prose"} dangerouslySetInnerHTML={trusted} />;
}
