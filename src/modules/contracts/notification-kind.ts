import type { EntityManager } from "../../platform/database/database.js";
import { globalId } from "../../kernel/global-id.js";
import type { Contract } from "../../kernel/contract.js";
import type { Platform } from "../../platform/platform.js";
import type { MessageLanguage } from "../../messages/messages.js";

export const CHANNELS = ["IN_APP", "EMAIL", "PUSH"] as const;
export type Channel = (typeof CHANNELS)[number];

/** Default of a channel. Accounts can change it, except ALWAYS. */
export type ChannelDefault = "ON" | "OFF" | "ALWAYS";

/** Target of a notification; clients link to it. */
export interface Subject {
  /** Name of a GraphQL type. */
  type: string;
  id: string;
}

/** The subject with its global id, for clients. */
export function subjectOf(type: string | null, key: string | null): Subject | null {
  return type && key ? { type, id: globalId(type, key) } : null;
}

/** Recipients and content of a notification. */
export interface Told<D extends object> {
  to: readonly string[];
  /** JSON with everything the texts need, as of now. */
  data: D;
  subject?: Subject;
  /** Only the newest notification of a thread counts as unread. */
  thread?: string;
  /** The account has already seen the event: the notification is stored as read. */
  seen?: boolean;
}

/** Content of a mail, as plain text and HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

export interface NotificationText {
  title: string;
  body: string;
}

/**
 * Names for greeting the reader. Use the username if the address may belong to someone else: a username has no room for a
 * link or a sentence.
 */
export interface MailReader {
  username: string;
  displayName: string;
  language: MessageLanguage;
}

/**
 * A kind of notification and the event that causes it. A new kind is one file and one line in the `notificationKinds` of
 * its module.
 */
export interface NotificationKind<E extends object = object, D extends object = object> {
  /** Unique and permanent: rows and preferences refer to it. Letters, digits and -. */
  name: string;
  /** Shown on the settings page. */
  title: string;
  description: string;
  channels: Readonly<Record<Channel, ChannelDefault>>;
  /** GraphQL type of its subjects, which implements Node; absent if there is no subject. */
  subject?: string;
  event: Contract<E>;
  /** Runs once for all recipients. Null if there are none. */
  tell(em: EntityManager, event: E, platform: Pick<Platform, "redis" | "env">): Promise<Told<D> | null>;
  /** One line each, plain text. */
  text(data: D, language: MessageLanguage): NotificationText;
  /** For a mail that contains more than the text. */
  mail?(data: D, reader: MailReader): MailContent;
}

/** Type-checks a kind against its event and data. */
export function notificationKind<E extends object, D extends object>(kind: NotificationKind<E, D>): NotificationKind {
  return kind as unknown as NotificationKind;
}

/** Kinds by name. */
export interface NotificationKinds {
  all(): readonly NotificationKind[];
  get(name: string): NotificationKind | undefined;
}

export function kindsOf(kinds: readonly NotificationKind[]): NotificationKinds {
  return { all: () => kinds, get: (name) => kinds.find((kind) => kind.name === name) };
}

/** Channels of a notification, from the kind's defaults and the account's preferences. */
export function channelsFor(kind: NotificationKind, said: ReadonlyMap<string, boolean>): Channel[] {
  return CHANNELS.filter((channel) => isChannelOn(kind, channel, said.get(channel)));
}

export function isChannelOn(kind: NotificationKind, channel: Channel, said: boolean | undefined): boolean {
  const byDefault = kind.channels[channel];
  return byDefault === "ALWAYS" || (said ?? byDefault === "ON");
}
