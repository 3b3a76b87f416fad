import type { SignedIn } from "../../../../access/viewer.js";
import { AppError, badInput, notFound } from "../../../../kernel/errors.js";
import { newId } from "../../../../kernel/ids.js";
import { rows, textArray, type Database, type EntityManager, type Transaction } from "../../../../platform/database/database.js";
import type { Secrets } from "../../../../platform/security/secrets.js";
import type { WebhookSender } from "../../../../platform/webhooks/webhook-sender.js";
import { record } from "../../../base/audit/record.js";
import { ENDPOINTS_MAX } from "../webhook-limits.js";
import { ENDPOINT_COLUMNS, expectToManage, readEndpoint, type EndpointRow } from "./endpoint.rows.js";
import { newSecret } from "./endpoint-secrets.js";

export interface NewEndpoint {
  organizationId: string;
  url: string;
  events: readonly string[];
  description?: string | null;
}

export type EndpointChange = Partial<Omit<NewEndpoint, "organizationId">> & { id: string };

interface WithSecret {
  endpoint: EndpointRow;
  /** Shown once. */
  secret: string;
}

export interface EndpointsService {
  /** All of an organization, oldest first. */
  list(em: EntityManager, viewer: SignedIn, organizationId: string): Promise<EndpointRow[]>;
  /** CONFLICT for more than ENDPOINTS_MAX, and unless the organization is active. */
  create(viewer: SignedIn, input: NewEndpoint, address: string): Promise<WithSecret>;
  update(viewer: SignedIn, change: EndpointChange, address: string): Promise<EndpointRow>;
  /** ENABLED also forgets failures. What is pending goes on. */
  setState(viewer: SignedIn, id: string, state: "ENABLED" | "PAUSED", address: string): Promise<EndpointRow>;
  /** The present secret signs as well for `graceHours`; an older one no longer does. */
  rotate(viewer: SignedIn, input: { id: string; graceHours: number }, address: string): Promise<WithSecret>;
  remove(viewer: SignedIn, id: string, address: string): Promise<void>;
}

interface Dependencies {
  db: Database;
  secrets: Pick<Secrets, "seal">;
  sender: Pick<WebhookSender, "objection">;
}

export function createEndpointsService({ db, secrets, sender }: Dependencies): EndpointsService {
  const expectUrl = (url: string) => {
    const objection = sender.objection(url);
    if (objection) throw badInput("input.url", `The address ${objection}.`, "INVALID_FORMAT");
  };

  /** The endpoint, locked. */
  const change = async (viewer: SignedIn, id: string, work: (tx: Transaction, row: EndpointRow) => Promise<unknown>) =>
    db.transaction(async (tx) => {
      const row = await readEndpoint(tx, viewer, id, { lock: true });
      await expectActive(tx, row.organizationId);
      await work(tx, row);
      return readEndpoint(tx, viewer, id);
    });

  return {
    list(em, viewer, organizationId) {
      expectToManage(viewer, organizationId);
      return rows(em, `select ${ENDPOINT_COLUMNS} from webhook_endpoints e where e.organization_id = ? order by e.id`, [organizationId]);
    },

    async create(viewer, { organizationId, url, events, description }, address) {
      expectToManage(viewer, organizationId);
      expectUrl(url);
      const { shown, sealed } = newSecret(secrets);
      const id = newId();
      const endpoint = await db.transaction(async (tx) => {
        await expectActive(tx, organizationId, { lock: true });
        const sql = "select count(*)::int as count from webhook_endpoints where organization_id = ?";
        const [{ count } = { count: 0 }] = await rows<{ count: number }>(tx, sql, [organizationId]);
        if (count >= ENDPOINTS_MAX) throw new AppError("CONFLICT", `An organization has at most ${ENDPOINTS_MAX} webhook endpoints.`);
        await tx.execute(
          `insert into webhook_endpoints (id, organization_id, url, description, events, secret) values (?, ?, ?, ?, ?::text[], ?)`,
          [id, organizationId, url, description ?? "", textArray(events), sealed],
        );
        note(tx, viewer, address, "created", { id, organizationId, url }, { events });
        return readEndpoint(tx, viewer, id);
      });
      return { endpoint, secret: shown };
    },

    async update(viewer, { id, url, events, description }, address) {
      if (url != null) expectUrl(url);
      return change(viewer, id, async (tx, row) => {
        const values = [url ?? row.url, textArray(events ?? row.events), description === undefined ? row.description : (description ?? "")];
        await tx.execute("update webhook_endpoints set url = ?, events = ?::text[], description = ?, updated_at = now() where id = ?", [
          ...[...values, id],
        ]);
        note(tx, viewer, address, "updated", { ...row, url: url ?? row.url }, { events });
      });
    },

    setState: (viewer, id, state, address) =>
      change(viewer, id, async (tx, row) => {
        if (row.state === state) return;
        await tx.execute("update webhook_endpoints set state = ?, failing_since = null, updated_at = now() where id = ?", [state, id]);
        note(tx, viewer, address, state === "ENABLED" ? "enabled" : "paused", row);
      }),

    async rotate(viewer, { id, graceHours }, address) {
      const { shown, sealed } = newSecret(secrets);
      const endpoint = await change(viewer, id, async (tx, row) => {
        await tx.execute(
          `update webhook_endpoints set secret = ?, previous_secret = case when ? > 0 then secret end,
             previous_until = case when ? > 0 then now() + make_interval(hours => ?) end, updated_at = now() where id = ?`,
          [sealed, graceHours, graceHours, graceHours, id],
        );
        note(tx, viewer, address, "secret-rotated", row, { graceHours });
      });
      return { endpoint, secret: shown };
    },

    async remove(viewer, id, address) {
      await db.transaction(async (tx) => {
        const row = await readEndpoint(tx, viewer, id, { lock: true });
        await tx.execute("delete from webhook_endpoints where id = ?", [id]);
        note(tx, viewer, address, "deleted", row);
      });
    },
  };
}

/** CONFLICT if the organization is suspended or archived. `lock` serializes additions. */
export async function expectActive(em: EntityManager, organizationId: string, { lock = false } = {}): Promise<void> {
  const sql = `select state from organizations where id = ?${lock ? " for no key update" : ""}`;
  const [found] = await rows<{ state: string }>(em, sql, [organizationId]);
  if (!found) throw notFound("organization");
  if (found.state !== "ACTIVE") throw new AppError("CONFLICT", `This organization is ${found.state.toLowerCase()} and read-only.`);
}

/** Only the host: paths and queries of webhook addresses often are secrets. */
function note(
  tx: Transaction,
  viewer: SignedIn,
  address: string,
  verb: string,
  { id, organizationId, url }: Pick<EndpointRow, "id" | "organizationId" | "url">,
  details: Record<string, unknown> = {},
): void {
  const subject = { type: "organization", id: organizationId };
  const facts = { endpointId: id, host: new URL(url).host, ...details };
  record(tx, { actorId: viewer.id, action: `webhook.${verb}`, subject, address, details: facts });
}
