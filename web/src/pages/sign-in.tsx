import { useState } from "preact/hooks";
import { RequestResetDocument, SignInOptionsDocument, SignInProvidersDocument } from "../api/generated.js";
import { startProvider, startSingleSignOn } from "../api/external-sign-in.js";
import { run } from "../api/run.js";
import { signIn } from "../api/session.js";
import { useAction, useQuery } from "../api/use-query.js";
import { facts } from "../facts.js";
import { Title } from "../parts/basics.js";
import { DemoAccounts } from "../parts/demo-accounts.js";
import { Field } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { SecondFactor } from "../parts/second-factor.js";
import { Link, navigate, safeTarget, useSearchParameters } from "../routing.js";
import { words } from "../words.js";

export function SignIn() {
  const [parameters] = useSearchParameters();
  const target = safeTarget(parameters.get("to"));
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [challenge, setChallenge] = useState<string | null>(null);
  const providers = useQuery(SignInProvidersDocument, {});

  const enter = useAction(async () => {
    const asked = await signIn(email, password);
    if (asked) setChallenge(asked);
    else navigate(target);
  });
  const leave = useAction((provider: string) => startProvider(provider, target));
  const { failure } = enter;
  const organization = failure?.code === "SSO_REQUIRED" ? failure.extensions.organization : undefined;

  return (
    <div class="narrow">
      <Title>{words.account.signIn}</Title>
      {facts.demo && !challenge ? (
        <section class="demo">
          <h2>{words.account.demo}</h2>
          <p class="quiet">{words.account.demoNote}</p>
          <DemoAccounts onDone={() => navigate(target)} />
        </section>
      ) : null}
      {failure?.code === "UNAUTHENTICATED" ? (
        <p class="notice" role="alert">
          {words.account.wrong}
        </p>
      ) : failure && !organization ? (
        <Notice failure={failure} />
      ) : null}
      {leave.failure ? <Notice failure={leave.failure} /> : null}
      {challenge ? (
        <SecondFactor challenge={challenge} onDone={() => navigate(target)} />
      ) : (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void enter.act(undefined);
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
      {providers.data?.signInProviders && providers.data.signInProviders.length > 0 ? (
        <p class="row">
          {providers.data.signInProviders.map(({ slug, name }) => (
            <button key={slug} type="button" disabled={leave.busy} onClick={() => void leave.act(slug)}>
              {words.account.with(name)}
            </button>
          ))}
        </p>
      ) : null}
      <p>
        {words.account.noAccount} <Link href={`/register?to=${encodeURIComponent(target)}`}>{words.account.register}</Link>
      </p>
      <SingleSignOn email={email} required={organization} target={target} />
      <ForgottenPassword email={email} />
    </div>
  );
}

/** By the domain of the address. `required` is the slug of an organization that refused the password. */
function SingleSignOn({ email, required, target }: { email: string; required: string | undefined; target: string }) {
  const [isOpen, setOpen] = useState(false);
  const [none, setNone] = useState(false);
  const leave = useAction(async () => {
    const found = required ?? (await run(SignInOptionsDocument, { email })).signInOptions?.singleSignOn?.organization;
    setNone(!found);
    if (found) await startSingleSignOn(found, email, target);
  });
  return (
    <details open={isOpen || required !== undefined} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{words.account.organization}</summary>
      <p class="quiet">{required ? words.account.organizationRequired : words.account.organizationNote}</p>
      {none ? <p role="alert">{words.account.noOrganization}</p> : null}
      {leave.failure ? <Notice failure={leave.failure} /> : null}
      <button type="button" disabled={!email || leave.busy} onClick={() => void leave.act(undefined)}>
        {words.account.toOrganization}
      </button>
    </details>
  );
}

function ForgottenPassword({ email }: { email: string }) {
  const [sent, setSent] = useState(false);
  const reset = useAction(async () => {
    await run(RequestResetDocument, { input: { email } });
    setSent(true);
  });
  return (
    <details>
      <summary>{words.account.forgot}</summary>
      {reset.failure ? <Notice failure={reset.failure} /> : null}
      {sent ? (
        <p role="status">{words.account.resetSent}</p>
      ) : (
        <>
          <p class="quiet">{words.account.resetNote}</p>
          <button type="button" disabled={!email || reset.busy} onClick={() => void reset.act(undefined)}>
            {words.account.sendReset}
          </button>
        </>
      )}
    </details>
  );
}
