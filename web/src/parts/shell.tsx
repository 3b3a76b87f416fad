import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { connection } from "../api/live.js";
import { reachable } from "../api/run.js";
import { signOut } from "../api/session.js";
import { store } from "../api/stored.js";
import { useAction } from "../api/use-query.js";
import { Link, navigate, usePlace } from "../routing.js";
import { useStore } from "../store.js";
import { readStart, useStart } from "../viewer.js";
import { words } from "../words.js";
import { Notice, Verification } from "./notice.js";
import { Unread } from "./unread.js";

const MENU = [
  { href: "/problems", label: words.menu.problems, views: /^\/($|problems)/ },
  { href: "/tracks", label: words.menu.tracks, views: /^\/(tracks|lessons|quizzes)/ },
  { href: "/interviews", label: words.menu.interviews, views: /^\/interviews/ },
  { href: "/submissions", label: words.menu.submissions, views: /^\/submissions/ },
  { href: "/shop", label: words.menu.shop, views: /^\/(shop|orders)/ },
  { href: "/developers", label: words.menu.developers, views: /^\/developers/ },
];

/** Header, banners and the main landmark around each view. */
export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = usePlace();
  return (
    <>
      <a class="skip" href="#content">
        {words.skip}
      </a>
      <header class="bar">
        <Link href="/" class="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <rect width="32" height="32" rx="8" />
            <path d="M13 10l-6 6 6 6M19 10l6 6-6 6" />
          </svg>
          {words.brand}
        </Link>
        <nav aria-label={words.menu.main}>
          {MENU.map(({ href, label, views }) => (
            <Link key={href} href={href} aria-current={views.test(path) ? "page" : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        <div class="row account">
          <ThemeChoice />
          <Account />
        </div>
      </header>
      <Banners />
      <main id="content" class="page" tabIndex={-1}>
        {children}
      </main>
    </>
  );
}

function Account() {
  const { viewer, ready } = useStart();
  const leave = useAction(async () => {
    await signOut();
    navigate("/");
  });
  if (!ready) return null;
  if (!viewer) return <Link href="/sign-in">{words.account.signIn}</Link>;
  return (
    <>
      <Unread viewerId={viewer.id} />
      <span class="name" title={viewer.displayName}>
        {viewer.username}
      </span>
      <button type="button" class="plain" disabled={leave.busy} onClick={() => void leave.act(undefined)}>
        {words.account.signOut}
      </button>
    </>
  );
}

type Theme = "" | "light" | "dark";

function ThemeChoice() {
  const [theme, setTheme] = useState<Theme>((document.documentElement.dataset.theme ?? "") as Theme);
  const choose = (chosen: Theme) => {
    setTheme(chosen);
    if (chosen) document.documentElement.dataset.theme = chosen;
    else delete document.documentElement.dataset.theme;
    store("theme", chosen || null);
  };
  return (
    <select class="theme" aria-label={words.theme.label} value={theme} onChange={(event) => choose(event.currentTarget.value as Theme)}>
      <option value="">{words.theme.system}</option>
      <option value="light">{words.theme.light}</option>
      <option value="dark">{words.theme.dark}</option>
    </select>
  );
}

function Banners() {
  const { viewer, site, failure } = useStart();
  const answers = useStore(reachable);
  const live = useStore(connection);
  const [online, setOnline] = useState(navigator.onLine);
  useEffect(() => {
    const follow = () => setOnline(navigator.onLine);
    addEventListener("online", follow);
    addEventListener("offline", follow);
    return () => {
      removeEventListener("online", follow);
      removeEventListener("offline", follow);
    };
  }, []);
  const network = !online || !answers ? words.banner.offline : live === "reconnecting" ? words.banner.reconnecting : "";
  return (
    <section class="banners" aria-label={words.banner.label}>
      <div role="status">{network ? <p class="banner warn">{network}</p> : null}</div>
      {failure && failure.code !== "OFFLINE" ? <Notice failure={failure} onRetry={() => void readStart()} /> : null}
      {site?.maintenanceMessage ? <p class="banner">{site.maintenanceMessage}</p> : null}
      {viewer && viewer.emailVerifiedAt === null ? (
        <p class="banner row">
          {words.account.unverified} <Verification />
        </p>
      ) : null}
    </section>
  );
}
