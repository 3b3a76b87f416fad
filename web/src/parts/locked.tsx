import { Link } from "../routing.js";
import { words } from "../words.js";
import { Icon } from "./basics.js";

/** In place of what needs a plan or a purchase. */
export function Locked() {
  const { title, advice } = words.failure.of("ENTITLEMENT_REQUIRED");
  return (
    <div class="notice">
      <p>
        <Icon name="lock" /> <strong>{title}</strong> {advice}
      </p>
      <Link class="button" href="/shop">
        {words.menu.shop}
      </Link>
    </div>
  );
}
