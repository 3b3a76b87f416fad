import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import type { Failure } from "../api/failure.js";
import { SendVerificationDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { Link, usePlace } from "../routing.js";
import { useViewer } from "../viewer.js";
import { words } from "../words.js";

/** What went wrong and what to do about it, by the code of the failure. */
export function Notice({ failure, onRetry, children }: { failure: Failure; onRetry?: () => void; children?: ComponentChildren }) {
  const { title, advice } = words.failure.of(failure.code);
  const waitSeconds = useWait(failure);
  const fields = failure.extensions.fields ?? [];
  return (
    <div class="notice" role="alert">
      <p>
        <strong>{title}</strong> {advice}
      </p>
      {fields.length > 0 ? (
        <ul>
          {fields.map(({ field, message }) => (
            <li key={`${field} ${message}`}>{message}</li>
          ))}
        </ul>
      ) : null}
      {waitSeconds > 0 ? <p>{words.failure.wait(waitSeconds)}</p> : null}
      {failure.extensions.requestId ? <p class="quiet">{words.failure.request(failure.extensions.requestId)}</p> : null}
      <p class="row">
        <Remedy code={failure.code} />
        {onRetry && failure.code !== "NOT_FOUND" && failure.code !== "UNAUTHENTICATED" ? (
          <button type="button" onClick={onRetry} disabled={waitSeconds > 0}>
            {words.retry}
          </button>
        ) : null}
        {children}
      </p>
    </div>
  );
}

/** Seconds until the server accepts the request again, counting down. */
export function useWait(failure: Failure | null): number {
  const until = failure?.extensions.retryAfterMs === undefined ? 0 : failure.at + failure.extensions.retryAfterMs;
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    setNow(Date.now());
    if (until <= Date.now()) return;
    const ticking = setInterval(() => {
      setNow(Date.now());
      if (until <= Date.now()) clearInterval(ticking);
    }, 1000);
    return () => clearInterval(ticking);
  }, [until]);
  return Math.max(0, Math.ceil((until - now) / 1000));
}

function Remedy({ code }: { code: string }) {
  if (code === "UNAUTHENTICATED") return <SignInLink />;
  if (code === "ENTITLEMENT_REQUIRED") return <Link href="/shop">{words.menu.shop}</Link>;
  if (code === "EMAIL_NOT_VERIFIED") return <Verification />;
  return null;
}

/** Leads back here afterwards. */
export function SignInLink() {
  const { path, search } = usePlace();
  return (
    <Link class="button" href={`/sign-in?to=${encodeURIComponent(path + search)}`}>
      {words.account.signIn}
    </Link>
  );
}

export function Verification() {
  const email = useViewer()?.email;
  const [sent, setSent] = useState(false);
  const send = useAction(async (address: string) => {
    await run(SendVerificationDocument, { input: { email: address } });
    setSent(true);
  });
  if (!email) return null;
  if (sent) return <span role="status">{words.account.verificationSent}</span>;
  return (
    <button type="button" disabled={send.busy} onClick={() => void send.act(email)}>
      {words.account.sendVerification}
    </button>
  );
}
