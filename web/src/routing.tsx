import type { ComponentChildren } from "preact";
import { createStore, useStore } from "./store.js";

interface Place {
  path: string;
  search: string;
}

const here = (): Place => ({ path: location.pathname, search: location.search });
const place = createStore(here());

export const usePlace = (): Place => useStore(place);

/** `replace` for a change within a view, such as a filter: the back button then leaves the view. */
export function navigate(target: string, { replace = false } = {}): void {
  if (replace) history.replaceState(null, "", target);
  else {
    history.pushState(null, "", target);
    scrollTo(0, 0);
  }
  place.set(here());
}

/** Only addresses of this application: what the address bar or the tab kept may come from elsewhere. */
export const safeTarget = (target: string | null): string => (target && /^\/(?![/\\])/.test(target) ? target : "/");

addEventListener("popstate", () => place.set(here()));

interface LinkProperties {
  href: string;
  class?: string;
  /** A number beside it, whose meaning is in the text. */
  count?: string;
  "aria-current"?: "page" | undefined;
  children: ComponentChildren;
}

/** A link within the application; the browser keeps its own ways to open it, such as in a new tab. */
export function Link({ href, children, count, ...rest }: LinkProperties) {
  const follow = (event: MouseEvent) => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    navigate(href);
  };
  return (
    <a {...rest} href={href} data-count={count} onClick={follow}>
      {children}
    </a>
  );
}

/** Parameters of the address, and a way to change some of them; an empty value removes one. */
export function useSearchParameters(): [URLSearchParams, (changes: Record<string, string>) => void] {
  const { path, search } = usePlace();
  const change = (changes: Record<string, string>) => {
    const next = new URLSearchParams(location.search);
    for (const [name, value] of Object.entries(changes)) {
      if (value) next.set(name, value);
      else next.delete(name);
    }
    const text = next.toString();
    navigate(text ? `${path}?${text}` : path, { replace: true });
  };
  return [new URLSearchParams(search), change];
}
