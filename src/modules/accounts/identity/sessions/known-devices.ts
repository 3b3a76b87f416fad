import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { deviceOf, wideNetworkOf } from "./device.js";

/** Of one account: anyone chooses the name of their client, and a new one with each refresh must not fill the table. */
const MOST_DEVICES = 100;

/**
 * Notes, in the caller's transaction, that the account is used from there. True when it was used from elsewhere before, and
 * from there never: its owner should know. A device is browser and system, in one part of the network: whoever signs in
 * with a stolen password is found even with the most common browser, and a phone that gets another address is not.
 */
export async function rememberDevice(
  em: EntityManager,
  userId: string,
  { userAgent, address }: { userAgent: string; address: string },
): Promise<boolean> {
  const [noted] = await rows<{ isInserted: boolean; isNew: boolean }>(
    em,
    `with others as (select exists (select from known_devices where user_id = ?) as exist)
     insert into known_devices (user_id, device, network) values (?, ?, ?)
     on conflict (user_id, device, network) do update set last_used_at = now()
     returning xmax = 0 as "isInserted", xmax = 0 and (select exist from others) as "isNew"`,
    [userId, userId, deviceOf(userAgent), wideNetworkOf(address)],
  );
  if (noted?.isInserted) await forgetOldest(em, userId);
  return noted?.isNew ?? false;
}

async function forgetOldest(em: EntityManager, userId: string): Promise<void> {
  await em.execute(
    `delete from known_devices where ctid = any(array(
       select ctid from known_devices where user_id = ? order by last_used_at desc offset ${MOST_DEVICES} for update skip locked))`,
    [userId],
  );
}
