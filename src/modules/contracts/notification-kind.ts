import type { EntityManager } from "../../platform/database/database.js";
import { globalId } from "../../kernel/global-id.js";
import type { EventContract } from "../../platform/outbox/outbox.js";
import type { Platform } from "../../platform/platform.js";
import type { Language } from "../../messages/messages.js";

export const CHANNELS = ["IN_APP", "EMAIL", "PUSH"] as const;
export type Channel = (typeof CHANNELS)[number];

/** What holds for a channel until the account says otherwise; it can't where it is ALWAYS. */
export type ChannelDefault = "ON" | "OFF" | "ALWAYS";

/** What the notification is about, for the client to lead there. */
export interface Subject {
  /** Name of a GraphQL type. */
  type: string;
  id: string;
}

/** As clients see it, with its global id. */
export function subjectOf(type: string | null, key: string | null): Subject | null {
  return type && key ? { type, id: globalId(type, key) } : null;
}

/** Who is told of an event, and what. */
export interface Told<D extends object> {
  to: readonly string[];
  /** JSON of all that the texts need, as it is now. */
  data: D;
  subject?: Subject;
  /** Of one thread only the newest counts as unread. */
  thread?: string;
  /** The account has seen it happen: it is kept, and counts as read from the start. */
  seen?: boolean;
}

/** What a mail says, as plain text and as HTML. */
export interface MailContent {
  subject: string;
  text: string;
  html: string;
}

export interface NotificationText {
  title: string;
  body: string;
}

/** Whom a mail greets: by username where the address may be anyone's, as a username has no room for a link or a sentence. */
export interface Reader {
  username: string;
  displayName: string;
  language: Language;
}

/**
 * A kind of notification, and the event that causes it. A new kind is one file and one line in the `notificationKinds` of
 * its module.
 */
export interface NotificationKind<E extends object = object, D extends object = object> {
  /** Unique among kinds and lasting: rows and preferences carry it. Letters, digits and -. */
  name: string;
  /** For the page of settings. */
  title: string;
  description: string;
  channels: Readonly<Record<Channel, ChannelDefault>>;
  /** Name of the GraphQL type of its subjects, which implements Node; absent where it leads nowhere. */
  subject?: string;
  event: EventContract<E>;
  /** Reads it once for all who are told. Null when nobody is. */
  tell(em: EntityManager, event: E, platform: Pick<Platform, "redis" | "env">): Promise<Told<D> | null>;
  /** One line each, plain text. */
  text(data: D, language: Language): NotificationText;
  /** Where the mail says more than the text. */
  mail?(data: D, reader: Reader): MailContent;
}

/** Keeps the types of event and data together with their kind. */
export function notificationKind<E extends object, D extends object>(kind: NotificationKind<E, D>): NotificationKind {
  return kind as unknown as NotificationKind;
}

/** Kinds by their names. */
export interface NotificationKinds {
  all(): readonly NotificationKind[];
  get(name: string): NotificationKind | undefined;
}

export function kindsOf(kinds: readonly NotificationKind[]): NotificationKinds {
  return { all: () => kinds, get: (name) => kinds.find((kind) => kind.name === name) };
}

/** Where a notification of the kind goes for an account that has said so much. */
export function channelsFor(kind: NotificationKind, said: ReadonlyMap<string, boolean>): Channel[] {
  return CHANNELS.filter((channel) => isOn(kind, channel, said.get(channel)));
}

export function isOn(kind: NotificationKind, channel: Channel, said: boolean | undefined): boolean {
  const byDefault = kind.channels[channel];
  return byDefault === "ALWAYS" || (said ?? byDefault === "ON");
}
