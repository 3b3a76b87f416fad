import type { Env } from "../../config/env.js";

export type SettingValue = boolean | number | string;

export const SETTING_TYPES = ["BOOLEAN", "INTEGER", "TEXT"] as const;
export type SettingType = (typeof SETTING_TYPES)[number];

/** A setting that admins can change at runtime. A new one is a constant and one line in the `settings` of its module. */
export interface Setting<T extends SettingValue = SettingValue> {
  /** Unique and permanent, as `area.name`: rows refer to it. */
  name: string;
  /** Description for admins. */
  description: string;
  type: SettingType;
  /** Applies until an admin changes it. */
  default: T | ((env: Env) => T);
  /** INTEGER: bounds. TEXT: length in characters. */
  minimum: number | null;
  maximum: number | null;
}

type Defined<T extends SettingValue> = Pick<Setting<T>, "name" | "description" | "default">;

export function booleanSetting(definition: Defined<boolean>): Setting<boolean> {
  return { ...definition, type: "BOOLEAN", minimum: null, maximum: null };
}

export function integerSetting(definition: Defined<number> & { minimum: number; maximum: number }): Setting<number> {
  return { ...definition, type: "INTEGER" };
}

export function textSetting(definition: Defined<string> & { maximum: number }): Setting<string> {
  return { ...definition, type: "TEXT", minimum: 0 };
}

export const KEPT_FOR_EVER = 0;

/** Days after which retention removes something. */
export function retentionSetting(name: string, definition: Omit<Defined<number>, "name">): Setting<number> {
  const description = `${definition.description} ${KEPT_FOR_EVER} keeps them forever.`;
  return integerSetting({ ...definition, description, name: `retention.${name}Days`, minimum: KEPT_FOR_EVER, maximum: 36_500 });
}

/** The fault of the value, as a sentence; null if valid. */
export function problemWith({ type, minimum, maximum }: Setting, value: unknown): string | null {
  switch (type) {
    case "BOOLEAN":
      return typeof value === "boolean" ? null : "It must be true or false.";
    case "INTEGER":
      return Number.isInteger(value) && (value as number) >= minimum! && (value as number) <= maximum!
        ? null
        : `It must be a whole number from ${minimum} to ${maximum}.`;
    case "TEXT":
      return typeof value === "string" && value.length <= maximum! ? null : `It must be a text of at most ${maximum} characters.`;
  }
}
