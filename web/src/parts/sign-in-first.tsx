import { words } from "../words.js";
import { DemoAccounts } from "./demo-accounts.js";
import { SignInLink } from "./notice.js";

/** In place of what only accounts can do. */
export function SignInFirst({ to }: { to: string }) {
  return (
    <div class="empty">
      <p>{words.account.needed(to)}</p>
      <div class="row">
        <DemoAccounts only="LEARNER" />
        <SignInLink />
      </div>
    </div>
  );
}
