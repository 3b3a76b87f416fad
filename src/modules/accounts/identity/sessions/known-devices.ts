import { rows, type EntityManager } from "../../../../platform/database/database.js";
import { deviceOf, wideNetworkOf } from "./device.js";

/** Per account. Clients choose their name freely, and a new one on each refresh must not fill the table. */
const MOST_DEVICES = 100;

/**
 * Records the device in the caller's transaction. Returns true if it is new and the account has other known devices: the
 * owner should be notified. A device is browser and operating system within a wide network: a sign-in with a stolen
 * password is detected even with the most common browser, while a phone with a changed IP address is not reported.
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
