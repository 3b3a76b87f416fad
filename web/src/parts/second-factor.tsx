import { useState } from "preact/hooks";
import { completeSignIn } from "../api/session.js";
import { useAction } from "../api/use-query.js";
import { words } from "../words.js";
import { Field } from "./field.js";
import { Notice } from "./notice.js";

/** Asks for the code of the second factor and completes the sign-in. */
export function SecondFactor({ challenge, onDone }: { challenge: string; onDone: () => void }) {
  const [code, setCode] = useState("");
  const confirm = useAction(async () => {
    await completeSignIn(challenge, code.trim());
    onDone();
  });
  const { failure } = confirm;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void confirm.act(undefined);
      }}
    >
      {failure?.code === "UNAUTHENTICATED" ? (
        <p class="notice" role="alert">
          {failure.message}
        </p>
      ) : failure ? (
        <Notice failure={failure} />
      ) : null}
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
  );
}
