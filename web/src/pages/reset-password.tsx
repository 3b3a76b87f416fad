import { useState } from "preact/hooks";
import { ResetPasswordDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { Title } from "../parts/basics.js";
import { Field } from "../parts/field.js";
import { tokenOfLink } from "../parts/mailed-token.js";
import { Notice } from "../parts/notice.js";
import { Link } from "../routing.js";
import { words } from "../words.js";

export function ResetPassword() {
  const [token] = useState(tokenOfLink);
  const [password, setPassword] = useState("");
  const [done, setDone] = useState(false);
  const reset = useAction(async () => {
    await run(ResetPasswordDocument, { input: { token, newPassword: password } });
    setDone(true);
  });
  return (
    <div class="narrow">
      <Title>{words.account.newPassword}</Title>
      {reset.failure ? <Notice failure={reset.failure} /> : null}
      {done ? (
        <p role="status">
          {words.account.passwordSet} <Link href="/sign-in">{words.account.signIn}</Link>
        </p>
      ) : token ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void reset.act(undefined);
          }}
        >
          <Field
            label={words.account.newPassword}
            name="password"
            type="password"
            autoComplete="new-password"
            required
            value={password}
            fault={reset.failure?.fields.newPassword}
            onInput={(event) => setPassword(event.currentTarget.value)}
          />
          <button type="submit" class="primary" disabled={reset.busy}>
            {words.account.setPassword}
          </button>
        </form>
      ) : (
        <p class="notice">{words.mailedLink.missing}</p>
      )}
    </div>
  );
}
