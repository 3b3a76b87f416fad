import type { Ref } from "@mikro-orm/core";
import { Entity, Enum, ManyToOne, PrimaryKey, Property } from "@mikro-orm/decorators/legacy";
import { newId } from "../../../../kernel/ids.js";
import { MaxChars, MaxItems } from "../../../../platform/database/checks.js";
import { Organization } from "../../../accounts/organizations/organization.entity.js";
import { DESCRIPTION_MAX, EVENTS_MAX, SEALED_MAX, URL_MAX } from "../webhook-limits.js";

/** PAUSED: by people. FAILING: it failed for days. GONE: it answered 410. */
export const WEBHOOK_STATES = ["ENABLED", "PAUSED", "FAILING", "GONE"] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** Where an organization gets events. */
@Entity({ tableName: "webhook_endpoints" })
export class WebhookEndpoint {
  @PrimaryKey({ type: "uuid" })
  id: string = newId();

  @ManyToOne(() => Organization, { ref: true, deleteRule: "cascade", index: true })
  organization!: Ref<Organization>;

  @Property({ type: "text" })
  @MaxChars(URL_MAX)
  url!: string;

  @Property({ type: "text", default: "" })
  @MaxChars(DESCRIPTION_MAX)
  description: string = "";

  /** Types of events of the catalogue. */
  @Property({ type: "text[]" })
  @MaxItems(EVENTS_MAX)
  events: string[] = [];

  @Enum({ items: WEBHOOK_STATES, default: "ENABLED" })
  state: WebhookState = "ENABLED";

  /** Sealed. */
  @Property({ type: "text" })
  @MaxChars(SEALED_MAX)
  secret!: string;

  /** Sealed; signs as well until `previousUntil`. */
  @Property({ type: "text", nullable: true })
  @MaxChars(SEALED_MAX)
  previousSecret: string | null = null;

  @Property({ type: "datetime", nullable: true })
  previousUntil: Date | null = null;

  /** Of the first failed attempt after the last delivery; null while it works. */
  @Property({ type: "datetime", nullable: true })
  failingSince: Date | null = null;

  @Property({ type: "datetime", nullable: true })
  deliveredAt: Date | null = null;

  @Property({ type: "datetime", defaultRaw: "now()" })
  createdAt: Date = new Date();

  @Property({ type: "datetime", defaultRaw: "now()", onUpdate: () => new Date() })
  updatedAt: Date = new Date();
}
