import { useState } from "preact/hooks";
import { ConfirmEmailChangeDocument, UndoEmailChangeDocument, VerifyEmailDocument } from "../api/generated.js";
import { run } from "../api/run.js";
import { useAction } from "../api/use-query.js";
import { tokenOfLink } from "../parts/mailed-token.js";
import { Title } from "../parts/basics.js";
import { Notice } from "../parts/notice.js";
import { Link } from "../routing.js";
import type { MailedPurpose } from "../routes.js";
import { readStart } from "../viewer.js";
import { words } from "../words.js";

const STEPS: Record<MailedPurpose, (token: string) => Promise<unknown>> = {
  "verify-email": (token) => run(VerifyEmailDocument, { input: { token } }),
  "confirm-email-change": (token) => run(ConfirmEmailChangeDocument, { input: { token } }),
  "undo-email-change": (token) => run(UndoEmailChangeDocument, { input: { token } }),
};

/** A link of a mail. It waits for a click, as mail programs open links by themselves. */
export function MailedLink({ purpose }: { purpose: MailedPurpose }) {
  const text = words.mailedLink[purpose];
  const [token] = useState(tokenOfLink);
  const [done, setDone] = useState(false);
  const use = useAction(async (value: string) => {
    await STEPS[purpose](value);
    setDone(true);
    await readStart();
  });
  return (
    <div class="narrow">
      <Title>{text.title}</Title>
      {use.failure ? <Notice failure={use.failure} /> : null}
      {done ? (
        <>
          <p role="status">{text.done}</p>
          <Link class="button" href="/">
            {words.missing.home}
          </Link>
        </>
      ) : token ? (
        <button type="button" class="primary" disabled={use.busy} onClick={() => void use.act(token)}>
          {text.button}
        </button>
      ) : (
        <p class="notice">{words.mailedLink.missing}</p>
      )}
    </div>
  );
}
