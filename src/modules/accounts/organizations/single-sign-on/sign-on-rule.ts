import { AppError } from "../../../../kernel/errors.js";
import { rows } from "../../../../platform/database/database.js";
import type { SignInRule } from "../../identity/sign-in/sign-in-rules.js";

/**
 * A session of an organization's single sign-on begins only for a member: the locks make a removal wait, which then ends the session. Any other
 * sign-in is refused to members of whom single sign-on is required. Owners keep a way back in, should the provider fail, and admins of the
 * platform never depend on an organization.
 */
export const signOnRule: SignInRule = async (em, { userId, organizationId }) => {
  if (organizationId !== null) {
    const member = await rows(
      em,
      `select 1 from organization_members m join organization_sign_ons s on s.organization_id = m.organization_id
       join organization_identities i on i.organization_id = m.organization_id and i.user_id = m.user_id
       where m.organization_id = ? and m.user_id = ? for share of m, s, i`,
      [organizationId, userId],
    );
    if (member.length === 0)
      throw new AppError("FORBIDDEN", "You are no longer a member of this organization, or its single sign-on was removed.");
    return;
  }
  const [required] = await rows<{ slug: string }>(
    em,
    `select o.slug from users u
     join organization_domains d on d.domain = substring(u.email from '[^@]+$') and d.verified_at is not null and d.single_sign_on
     join organizations o on o.id = d.organization_id and o.state = 'ACTIVE'
     join organization_sign_ons s on s.organization_id = o.id and s.enabled and s.enforced
     join organization_members m on m.organization_id = o.id and m.user_id = u.id and m.role <> 'OWNER'
     where u.id = ? and u.role not in ('ADMIN', 'SYSTEM_ADMIN')`,
    [userId],
  );
  if (!required) return;
  const message = "Your organization requires its single sign-on: use `startSingleSignOn` with your e-mail address.";
  throw new AppError("SSO_REQUIRED", message, { organization: required.slug });
};
