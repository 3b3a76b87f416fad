import { signIn } from "../api/session.js";
import { useAction } from "../api/use-query.js";
import { facts } from "../facts.js";
import { words } from "../words.js";
import { Notice } from "./notice.js";

/** One click to sign in, on a development installation; elsewhere nothing. With `only`, the account of that role alone. */
export function DemoAccounts({ onDone, only }: { onDone?: () => void; only?: string }) {
  const enter = useAction(async (email: string) => {
    await signIn(email, facts.demo!.password);
    onDone?.();
  });
  if (!facts.demo) return null;
  const accounts = facts.demo.accounts.filter(({ role }) => only === undefined || role === only);
  return (
    <>
      {enter.failure ? <Notice failure={enter.failure} /> : null}
      <div class="row">
        {accounts.map(({ email, role }) => (
          <button
            key={email}
            type="button"
            class={only === undefined ? "" : "primary"}
            disabled={enter.busy}
            onClick={() => void enter.act(email)}
          >
            {words.account.as(role.toLowerCase())}
          </button>
        ))}
      </div>
    </>
  );
}
