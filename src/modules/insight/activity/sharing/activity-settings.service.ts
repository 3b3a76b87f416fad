import type { SignedIn } from "../../../../access/viewer.js";
import { rows, textArray, type Database, type EntityManager } from "../../../../platform/database/database.js";

/** Who may see an account's activity, besides itself. */
export const AUDIENCES = ["FOLLOWERS", "CLASSMATES", "EVERYONE"] as const;
export type Audience = (typeof AUDIENCES)[number];

export interface SettingsRow {
  userId: string;
  /** Empty: nobody. */
  audiences: Audience[];
  hiddenKinds: string[];
  recording: boolean;
}

export type SettingsChange = { [K in keyof Omit<SettingsRow, "userId">]?: SettingsRow[K] | null };

export interface ActivitySettingsService {
  read(em: EntityManager, userId: string): Promise<SettingsRow>;
  /** Omitted fields stay. */
  update(viewer: SignedIn, change: SettingsChange): Promise<SettingsRow>;
}

const COLUMNS: Readonly<Record<Audience, string>> = { FOLLOWERS: "to_followers", CLASSMATES: "to_classmates", EVERYONE: "to_everyone" };

export function createActivitySettings({ db }: { db: Database }): ActivitySettingsService {
  const read: ActivitySettingsService["read"] = async (em, userId) => {
    const audiences = AUDIENCES.map((audience) => `case when ${COLUMNS[audience]} then '${audience}' end`);
    const [found] = await rows<SettingsRow>(
      em,
      `select user_id as "userId", array_remove(array[${audiences.join(", ")}], null) as audiences, hidden_kinds as "hiddenKinds", recording
       from activity_settings where user_id = ?`,
      [userId],
    );
    return found ?? { userId, audiences: [], hiddenKinds: [], recording: true };
  };

  return {
    read,

    update: (viewer, { audiences, hiddenKinds, recording }) =>
      db.transaction(async (tx) => {
        const shares = (audience: Audience) => audiences?.includes(audience) ?? null;
        const present = AUDIENCES.map((audience) => `${COLUMNS[audience]} = coalesce(?::boolean, a.${COLUMNS[audience]})`);
        const chosen = AUDIENCES.map(shares);
        const kinds = hiddenKinds ? textArray([...new Set(hiddenKinds)].sort()) : null;
        await tx.execute(
          `insert into activity_settings as a (user_id, ${AUDIENCES.map((audience) => COLUMNS[audience]).join(", ")}, hidden_kinds, recording)
           values (?, ${AUDIENCES.map(() => "coalesce(?::boolean, false)").join(", ")}, coalesce(?::text[], '{}'), coalesce(?::boolean, true))
           on conflict (user_id) do update set ${present.join(", ")}, hidden_kinds = coalesce(?::text[], a.hidden_kinds),
             recording = coalesce(?::boolean, a.recording)`,
          [viewer.id, ...chosen, kinds, recording ?? null, ...chosen, kinds, recording ?? null],
        );
        return read(tx, viewer.id);
      }),
  };
}
