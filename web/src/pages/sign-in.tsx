import { useState } from "preact/hooks";
import { RequestResetDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { completeSignIn, signIn } from "../api/session.js";
import { useAction } from "../api/use-query.js";
import { facts } from "../facts.js";
import { Title } from "../parts/basics.js";
import { Field } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { Link, navigate, useSearchParameters } from "../routing.js";
import { words } from "../words.js";

/** Only addresses of this application: `to` comes from the address bar. */
const safe = (target: string | null): string => (target && /^\/(?![/\\])/.test(target) ? target : "/");

export function SignIn() {
  const [parameters] = useSearchParameters();
  const target = safe(parameters.get("to"));
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [code, setCode] = useState("");
  const [challenge, setChallenge] = useState<string | null>(null);
  const [resetSent, setResetSent] = useState(false);

  const enter = useAction(async (account: { email: string; password: string }) => {
    const asked = await signIn(account.email, account.password);
    if (asked) setChallenge(asked);
    else navigate(target);
  });
  const confirm = useAction(async (asked: string) => {
    await completeSignIn(asked, code.trim());
    navigate(target);
  });
  const reset = useAction(async () => {
    await run(RequestResetDocument, { input: { email } });
    setResetSent(true);
  });
  const failure = enter.failure ?? confirm.failure ?? reset.failure;
  const isWrong = failure?.code === "UNAUTHENTICATED";

  return (
    <div class="narrow">
      <Title>{words.account.signIn}</Title>
      {isWrong ? (
        <p class="notice" role="alert">
          {challenge ? failure.message : words.account.wrong}
        </p>
      ) : failure ? (
        <Notice failure={failure} />
      ) : null}
      {challenge ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void confirm.act(challenge);
          }}
        >
          <Field
            label={words.account.code}
            name="code"
            autoComplete="one-time-code"
            required
            value={code}
            onInput={(event) => setCode(event.currentTarget.value)}
          />
          <button type="submit" class="primary" disabled={confirm.busy}>
            {words.account.signIn}
          </button>
        </form>
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void enter.act({ email, password });
          }}
        >
          <Field
            label={words.account.email}
            name="email"
            type="email"
            autoComplete="username"
            required
            value={email}
            onInput={(event) => setEmail(event.currentTarget.value)}
          />
          <Field
            label={words.account.password}
            name="password"
            type="password"
            autoComplete="current-password"
            required
            value={password}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <button type="submit" class="primary" disabled={enter.busy}>
            {words.account.signIn}
          </button>
        </form>
      )}
      <p>
        {words.account.noAccount} <Link href={`/register?to=${encodeURIComponent(target)}`}>{words.account.register}</Link>
      </p>
      <details>
        <summary>{words.account.forgot}</summary>
        {resetSent ? (
          <p role="status">{words.account.resetSent}</p>
        ) : (
          <button type="button" disabled={!email || reset.busy} onClick={() => void reset.act(undefined)}>
            {words.account.sendReset}
          </button>
        )}
      </details>
      {facts.demo ? (
        <section class="demo">
          <h2>{words.account.demo}</h2>
          <p class="quiet">{words.account.demoNote}</p>
          <div class="row">
            {facts.demo.accounts.map((account) => (
              <button
                key={account.email}
                type="button"
                disabled={enter.busy}
                onClick={() => void enter.act({ email: account.email, password: facts.demo!.password })}
              >
                {words.account.as(account.role.toLowerCase())}
              </button>
            ))}
          </div>
        </section>
      ) : null}
    </div>
  );
}
