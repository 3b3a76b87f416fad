import type { SignedIn } from "../../../access/viewer.js";
import type { Env } from "../../../config/env.js";
import { AppError, badInput, notFound } from "../../../kernel/errors.js";
import { rows, type Database } from "../../../platform/database/database.js";
import type { Logger } from "../../../platform/telemetry/logger.js";
import type { PubSub } from "../../../platform/redis/pub-sub.js";
import { record } from "../audit/record.js";
import type { BackgroundWork } from "../../contracts/module.js";
import { createLiveRows } from "./live-rows.js";
import { problemWith, type Setting, type SettingType, type SettingValue } from "../../contracts/setting.js";

export interface SettingView {
  name: string;
  description: string;
  type: SettingType;
  value: SettingValue;
  default: SettingValue;
  minimum: number | null;
  maximum: number | null;
  revision: number;
  changedAt: Date | null;
  changedById: string | null;
}

/** Read access for other modules: synchronous; changes may take moments to apply. */
export interface Settings {
  get<T extends SettingValue>(setting: Setting<T>): T;
  /** Makes `get` return current values, for irreversible decisions. Rejects if they cannot be read. */
  refresh(): Promise<void>;
}

export interface SettingsService extends Settings {
  /** Sorted by name. */
  list(): SettingView[];
  /** BAD_USER_INPUT for a value of the wrong type or out of bounds, CONFLICT if another admin changed it first. */
  set(viewer: SignedIn, change: { name: string; value: unknown; expectedRevision: number }, address: string): Promise<SettingView>;
  /** Restores the default. */
  reset(viewer: SignedIn, change: { name: string; expectedRevision: number }, address: string): Promise<SettingView>;
  start(): Promise<BackgroundWork>;
}

interface Row {
  name: string;
  value: unknown;
  revision: number;
  changedAt: Date;
  changedById: string;
}

const COLUMNS = `name, value, revision, updated_at as "changedAt", changed_by_id as "changedById"`;
const ROWS = `select ${COLUMNS} from system_settings`;

interface Dependencies {
  db: Database;
  pubSub: PubSub;
  env: Env;
  log: Logger;
  /** Settings of all modules; complete after startup. */
  settings: readonly Setting[];
}

export function createSystemSettings({ db, pubSub, env, log, settings }: Dependencies): SettingsService {
  const live = createLiveRows<Row>("settings", ROWS, { db, pubSub, log });
  const rowOf = (name: string) => live.current().find((row) => row.name === name);
  const defaultOf = <T extends SettingValue>(setting: Setting<T>): T =>
    typeof setting.default === "function" ? setting.default(env) : setting.default;
  /** Ignores a stored value that this version does not accept. */
  const valueOf = <T extends SettingValue>(setting: Setting<T>, row: Row | undefined): T =>
    row && row.value !== null && problemWith(setting, row.value) === null ? (row.value as T) : defaultOf(setting);

  const viewOf = (setting: Setting, row = rowOf(setting.name)): SettingView => {
    const { name, description, type, minimum, maximum } = setting;
    return {
      ...{ name, description, type, minimum, maximum },
      value: valueOf(setting, row),
      default: defaultOf(setting),
      revision: row?.revision ?? 0,
      changedAt: row?.changedAt ?? null,
      changedById: row?.changedById ?? null,
    };
  };

  const settingOf = (name: string) => {
    const setting = settings.find((one) => one.name === name);
    if (!setting) throw notFound("setting");
    return setting;
  };

  /** A null `value` restores the default. */
  const write = async (viewer: SignedIn, setting: Setting, value: SettingValue | null, expectedRevision: number, address: string) => {
    const { name } = setting;
    const written = await db.transaction(async (tx) => {
      const [before] = await rows<Row>(tx, `${ROWS} where name = ? for update`, [name]);
      const [after] = await rows<Row>(
        tx,
        `insert into system_settings (name, value, revision, changed_by_id) select ?, ?::jsonb, 1, ?::uuid
         where ?::int = 0 or exists (select from system_settings where name = ?)
         on conflict (name) do update set value = excluded.value, revision = system_settings.revision + 1, updated_at = now(),
           changed_by_id = excluded.changed_by_id where system_settings.revision = ?::int
         returning ${COLUMNS}`,
        [name, value === null ? null : JSON.stringify(value), viewer.id, expectedRevision, name, expectedRevision],
      );
      if (!after) throw changedMeanwhile("setting");
      const details = { name, from: valueOf(setting, before), to: value ?? defaultOf(setting) };
      const action = value === null ? "setting.reset" : "setting.changed";
      record(tx, { actorId: viewer.id, action, subject: { type: "setting", id: null }, address, details });
      live.changed(tx);
      return after;
    });
    return viewOf(setting, written);
  };

  return {
    get: (setting) => valueOf(setting, rowOf(setting.name)),

    list: () => settings.map((setting) => viewOf(setting)).sort((a, b) => (a.name < b.name ? -1 : 1)),

    async set(viewer, { name, value, expectedRevision }, address) {
      const setting = settingOf(name);
      const problem = problemWith(setting, value);
      if (problem) throw badInput("input.value", problem);
      return write(viewer, setting, value as SettingValue, expectedRevision, address);
    },

    reset: async (viewer, { name, expectedRevision }, address) => write(viewer, settingOf(name), null, expectedRevision, address),

    refresh: () => live.refresh(),

    start: () => live.start(),
  };
}

/** The error for an outdated revision. */
export function changedMeanwhile(what: string): AppError {
  return new AppError("CONFLICT", `This ${what} has been changed in the meantime. Read it again and repeat your change.`);
}
