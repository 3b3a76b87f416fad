import { useState } from "preact/hooks";
import { register } from "../api/session.js";
import { useAction } from "../api/use-query.js";
import { Title } from "../parts/basics.js";
import { Field } from "../parts/field.js";
import { Notice } from "../parts/notice.js";
import { Link, navigate, safeTarget, useSearchParameters } from "../routing.js";
import { words } from "../words.js";

export function Register() {
  const [parameters] = useSearchParameters();
  const [input, setInput] = useState({ username: "", email: "", password: "" });
  const [mailed, setMailed] = useState(false);
  const change = (part: Partial<typeof input>) => setInput((before) => ({ ...before, ...part }));
  const create = useAction(async () => {
    if (!(await register(input))) return setMailed(true);
    navigate(safeTarget(parameters.get("to")));
  });
  const faults = create.failure?.fields ?? {};
  const hasFieldFaults = Object.keys(faults).length > 0;

  if (mailed) return <Title lead={words.account.checkMail}>{words.account.register}</Title>;
  return (
    <div class="narrow">
      <Title>{words.account.register}</Title>
      {create.failure && !hasFieldFaults ? <Notice failure={create.failure} /> : null}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          void create.act(undefined);
        }}
      >
        <Field
          label={words.account.username}
          name="username"
          autoComplete="nickname"
          required
          value={input.username}
          fault={faults.username}
          onInput={(event) => change({ username: event.currentTarget.value })}
        />
        <Field
          label={words.account.email}
          name="email"
          type="email"
          autoComplete="email"
          required
          value={input.email}
          fault={faults.email}
          onInput={(event) => change({ email: event.currentTarget.value })}
        />
        <Field
          label={words.account.password}
          name="password"
          type="password"
          autoComplete="new-password"
          required
          value={input.password}
          fault={faults.password}
          onInput={(event) => change({ password: event.currentTarget.value })}
        />
        <button type="submit" class="primary" disabled={create.busy}>
          {words.account.register}
        </button>
      </form>
      <p>
        {words.account.hasAccount} <Link href="/sign-in">{words.account.signIn}</Link>
      </p>
    </div>
  );
}
