import { badInput } from "../../../../kernel/errors.js";
import { rows, type Database, type EntityManager } from "../../../../platform/database/database.js";
import { User } from "../../../base/users/user.entity.js";
import { periodOf, type DigestFrequency } from "../digest/digest-period.js";
import {
  CHANNELS,
  isChannelOn,
  type Channel,
  type NotificationKind,
  type NotificationKinds,
} from "../../../contracts/notification-kind.js";

export interface ChannelSetting {
  channel: Channel;
  enabled: boolean;
  locked: boolean;
}

export interface KindSettings {
  kind: string;
  title: string;
  description: string;
  channels: ChannelSetting[];
}

export interface NotificationSettings {
  /** Account id. */
  id: string;
  kinds: KindSettings[];
  digest: DigestFrequency;
}

export interface PreferenceChange {
  kind: string;
  channel: Channel;
  enabled: boolean;
}

export interface NotificationSettingsService {
  read(em: EntityManager, userId: string): Promise<NotificationSettings>;
  /** Applies all changes or none. BAD_USER_INPUT names the invalid one. */
  change(userId: string, changes: readonly PreferenceChange[]): Promise<void>;
  /** The first digest is sent at the end of the current period. */
  setDigest(userId: string, frequency: DigestFrequency): Promise<void>;
}

export function createNotificationSettingsService({ db, kinds }: { db: Database; kinds: NotificationKinds }): NotificationSettingsService {
  return {
    async read(em, userId) {
      const said = await rows<PreferenceChange>(em, "select kind, channel, enabled from notification_preferences where user_id = ?", [
        userId,
      ]);
      const [schedule] = await rows<{ frequency: DigestFrequency }>(em, "select frequency from digest_schedules where user_id = ?", [
        userId,
      ]);
      return { id: userId, kinds: kinds.all().map((kind) => settingsOf(kind, said)), digest: schedule?.frequency ?? "OFF" };
    },

    async change(userId, changes) {
      changes.forEach((change, index) => check(kinds, change, `input.changes.${index}`));
      // The last change of each kind and channel wins, because one statement cannot write a row twice.
      const last = new Map(changes.map((change) => [`${change.kind} ${change.channel}`, change]));
      await db.em.fork().execute(
        `insert into notification_preferences (user_id, kind, channel, enabled)
         select ?::uuid, c.kind, c.channel, c.enabled from jsonb_to_recordset(?::jsonb) as c (kind text, channel text, enabled boolean)
         on conflict (user_id, kind, channel) do update set enabled = excluded.enabled, updated_at = now()
           where notification_preferences.enabled <> excluded.enabled`,
        [userId, JSON.stringify([...last.values()])],
      );
    },

    async setDigest(userId, frequency) {
      const em = db.em.fork();
      if (frequency === "OFF") return void (await em.execute("delete from digest_schedules where user_id = ?", [userId]));
      const { timezone } = await em.findOneOrFail(User, { id: userId });
      await em.execute(
        `insert into digest_schedules (user_id, frequency, period, covered_until) values (?, ?, ?, now())
         on conflict (user_id) do update set frequency = excluded.frequency, period = excluded.period, updated_at = now()
           where digest_schedules.frequency <> excluded.frequency`,
        [userId, frequency, periodOf(new Date(), timezone, frequency)],
      );
    },
  };
}

function settingsOf(kind: NotificationKind, said: readonly PreferenceChange[]): KindSettings {
  const { name, title, description } = kind;
  const channels = CHANNELS.map((channel) => {
    const own = said.find((one) => one.kind === name && one.channel === channel)?.enabled;
    return { channel, enabled: isChannelOn(kind, channel, own), locked: kind.channels[channel] === "ALWAYS" };
  });
  return { kind: name, title, description, channels };
}

function check(kinds: NotificationKinds, { kind: name, channel, enabled }: PreferenceChange, path: string): void {
  const kind = kinds.get(name);
  if (!kind)
    throw badInput(`${path}.kind`, `There is no kind ${name}. Use one from \`notificationSettings { kinds { kind } }\`.`, "UNKNOWN_VALUE");
  if (!enabled && kind.channels[channel] === "ALWAYS") {
    throw badInput(`${path}.enabled`, `Notifications of the kind ${name} cannot be turned off for ${channel}.`);
  }
}
