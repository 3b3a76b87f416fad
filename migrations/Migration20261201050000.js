import { Migration } from "@mikro-orm/migrations";

/** Refunds of parts, who gave enrolments and places, and seats of organizations. */
export class Migration20261201050000 extends Migration {
  async up() {
    this.addSql(`create table "order_refunds" ("id" uuid not null, "order_id" uuid not null, "state" text not null default 'PENDING', "whole" boolean not null, "amount_minor" int not null, "reason" text not null, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "order_refunds_finished_index" on "order_refunds" ("finished_at");`);
    this.addSql(`create index "order_refunds_order_index" on "order_refunds" ("order_id", "id");`);
    this.addSql(`create table "order_refund_lines" ("id" uuid not null, "refund_id" uuid not null, "line_id" uuid not null, "net_minor" int not null, "tax_minor" int not null, "takes_back" boolean not null, primary key ("id"));`);
    this.addSql(`create index "order_refund_lines_line_id_index" on "order_refund_lines" ("line_id");`);
    this.addSql(`alter table "order_refund_lines" add constraint "order_refund_lines_line_unique" unique ("refund_id", "line_id");`);
    this.addSql(`alter table "development_payments" add "refunds" jsonb not null default '{}';`);
    this.addSql(`alter table "development_payments" add constraint "development_payments_refunds_check" check (jsonb_typeof(refunds) = 'object'::text);`);
    this.addSql(`alter table "payments" add "refunded_minor" int not null default 0;`);
    this.addSql(`alter table "payments" add constraint "payments_refunded_minor_check" check (refunded_minor >= 0 and refunded_minor <= amount_minor);`);
    this.addSql(`alter table "organizations" drop constraint "organizations_seats_check";`);
    this.addSql(`alter table "orders" add "refunded_minor" int not null default 0, add "organization_id" uuid null;`);
    this.addSql(`alter table "orders" add constraint "orders_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete set null;`);
    this.addSql(`create index "orders_organization_id_index" on "orders" ("organization_id");`);
    this.addSql(`alter table "orders" add constraint "orders_refunded_minor_check" check (refunded_minor >= 0 and refunded_minor <= total_minor);`);
    this.addSql(`alter table "enrollments" add "order_line_ids" uuid[] not null default '{}', add "by_account" boolean not null default true;`);
    // More pieces of such products cost more and gave nothing more.
    this.addSql(`update products set max_quantity = 1 where max_quantity > 1 and not jsonb_path_exists(grants, '$[*]?(@."perPiece" == true)');`);
    this.addSql(`alter table "products" add constraint "products_pieces_check" check (max_quantity = 1 or jsonb_path_exists(grants, '$[*]?(@."perPiece" == true)'::jsonpath));`);
    this.addSql(`alter table "order_lines" add "refunded_net_minor" int not null default 0, add "refunded_tax_minor" int not null default 0, add "taken_back_at" timestamptz(3) null;`);
    this.addSql(`alter table "order_lines" add constraint "order_lines_refunded_net_minor_check" check (refunded_net_minor >= 0 and refunded_net_minor <= net_minor);`);
    this.addSql(`alter table "order_lines" add constraint "order_lines_refunded_tax_minor_check" check (refunded_tax_minor >= 0 and refunded_tax_minor <= tax_minor);`);
    this.addSql(`alter table "class_members" add "order_line_id" uuid null;`);
    this.addSql(`update class_members m set order_line_id = l.id from order_lines l join orders o on o.id = l.order_id
      where m.joined_by = 'PURCHASE' and o.user_id = m.user_id and o.fulfilled_at is not null and l.terms ->> 'classId' = m.class_id::text;`);
    // What was refunded before this table: as a whole.
    this.addSql(`update payments set refunded_minor = amount_minor where state = 'REFUNDED';`);
    this.addSql(`alter table "order_refunds" add constraint "order_refunds_order_id_foreign" foreign key ("order_id") references "orders" ("id") on delete cascade;`);
    this.addSql(`alter table "order_refunds" add constraint "order_refunds_amount_minor_check" check (amount_minor >= 1 and amount_minor <= 2000000000);`);
    this.addSql(`alter table "order_refunds" add constraint "order_refunds_reason_check" check (char_length(reason) <= 500);`);
    this.addSql(`alter table "order_refunds" add constraint "order_refunds_finished_at_check" check ((finished_at is not null) = (state <> 'PENDING'));`);
    this.addSql(`alter table "order_refunds" add constraint "order_refunds_state_check" check ("state" in ('PENDING', 'DONE', 'REFUSED'));`);
    this.addSql(`alter table "order_refund_lines" add constraint "order_refund_lines_refund_id_foreign" foreign key ("refund_id") references "order_refunds" ("id") on delete cascade;`);
    this.addSql(`alter table "order_refund_lines" add constraint "order_refund_lines_line_id_foreign" foreign key ("line_id") references "order_lines" ("id") on delete cascade;`);
    this.addSql(`alter table "order_refund_lines" add constraint "order_refund_lines_net_minor_check" check (net_minor >= 0 and net_minor <= 2000000000);`);
    this.addSql(`alter table "order_refund_lines" add constraint "order_refund_lines_tax_minor_check" check (tax_minor >= 0 and tax_minor <= 2000000000);`);
    // Of seats that an organization has bought or been granted, the active ones count; once it had some, it is no longer unlimited.
    this.addSql(`create function organization_seats(organization uuid, by_admins int) returns int language sql stable as $$
      select case when exists (select from entitlements e where e.organization_id = organization and e.key = 'seats')
        then (select least(1000000000, coalesce(by_admins, 0) + coalesce(sum(e.quantity), 0))::int from entitlements e
          where e.organization_id = organization and e.key = 'seats' and e.revoked_at is null and e.valid_from <= now()
            and (e.expires_at is null or e.expires_at > now()))
        else by_admins end $$;`);
    // The second lock. There may be more members than seats after seats have ended, so only an increase is refused.
    this.addSql(`create function organizations_seats_check() returns trigger language plpgsql as $$
      begin
        if new.seats_used > organization_seats(new.id, new.seat_limit) then
          raise exception 'organizations_seats_check: no seat is free' using errcode = 'check_violation';
        end if;
        return new;
      end $$;`);
    this.addSql(`create trigger organizations_seats_check before update of seats_used on organizations for each row
      when (new.seats_used > old.seats_used) execute function organizations_seats_check();`);
  }

  async down() {
    this.addSql(`drop trigger organizations_seats_check on organizations;`);
    this.addSql(`drop function organizations_seats_check, organization_seats;`);
    this.addSql(`update organizations set seat_limit = seats_used where seats_used > seat_limit;`);
    this.addSql(`drop table if exists "order_refund_lines" cascade;`);
    this.addSql(`drop table if exists "order_refunds" cascade;`);
    this.addSql(`alter table "orders" drop constraint "orders_organization_id_foreign";`);
    this.addSql(`alter table "class_members" drop column "order_line_id";`);
    this.addSql(`alter table "development_payments" drop constraint "development_payments_refunds_check";`);
    this.addSql(`alter table "development_payments" drop column "refunds";`);
    this.addSql(`alter table "enrollments" drop column "order_line_ids", drop column "by_account";`);
    this.addSql(`alter table "order_lines" drop constraint "order_lines_refunded_net_minor_check";`);
    this.addSql(`alter table "order_lines" drop constraint "order_lines_refunded_tax_minor_check";`);
    this.addSql(`alter table "order_lines" drop column "refunded_net_minor", drop column "refunded_tax_minor", drop column "taken_back_at";`);
    this.addSql(`drop index "orders_organization_id_index";`);
    this.addSql(`alter table "orders" drop constraint "orders_refunded_minor_check";`);
    this.addSql(`alter table "orders" drop column "refunded_minor", drop column "organization_id";`);
    this.addSql(`alter table "organizations" add constraint "organizations_seats_check" check (seats_used <= seat_limit);`);
    this.addSql(`alter table "payments" drop constraint "payments_refunded_minor_check";`);
    this.addSql(`alter table "payments" drop column "refunded_minor";`);
    this.addSql(`alter table "products" drop constraint "products_pieces_check";`);
  }
}
