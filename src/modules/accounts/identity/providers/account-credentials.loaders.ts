import DataLoader from "dataloader";
import type { LoaderFactory } from "../../../../graphql/context.js";
import { rows } from "../../../../platform/database/database.js";

export interface LinkedProviderRow {
  id: string;
  provider: string;
  createdAt: string;
  lastUsedAt: string | null;
}

/** How an account can sign in. */
export interface AccountCredentials {
  hasPassword: boolean;
  twoFactor: boolean;
  recoveryCodesLeft: number;
  linkedProviders: LinkedProviderRow[];
}

const NONE: AccountCredentials = { hasPassword: false, twoFactor: false, recoveryCodesLeft: 0, linkedProviders: [] };

export const accountCredentials: LoaderFactory<string, AccountCredentials> = ({ em }) =>
  new DataLoader(async (userIds) => {
    const found = await rows<AccountCredentials & { id: string }>(
      em,
      `select u.id, u.password_hash is not null as "hasPassword",
         exists (select 1 from two_factors t where t.user_id = u.id and t.enabled_at is not null) as "twoFactor",
         (select count(*)::int from recovery_codes c where c.user_id = u.id and c.used_at is null) as "recoveryCodesLeft",
         (select coalesce(jsonb_agg(jsonb_build_object('id', l.id, 'provider', l.provider, 'createdAt', l.created_at, 'lastUsedAt', l.last_used_at)
            order by l.id), '[]') from linked_providers l where l.user_id = u.id) as "linkedProviders"
       from users u where u.id in (?)`,
      [userIds],
    );
    const byUser = new Map(found.map((options) => [options.id, options]));
    return userIds.map((id) => byUser.get(id) ?? NONE);
  });
