import { Migration } from "@mikro-orm/migrations";

export class Migration20261201010000 extends Migration {
  async up() {
    this.addSql(`create table "webhook_endpoints" ("id" uuid not null, "organization_id" uuid not null, "url" text not null, "description" text not null default '', "events" text[] not null, "state" text not null default 'ENABLED', "secret" text not null, "previous_secret" text null, "previous_until" timestamptz(3) null, "failing_since" timestamptz(3) null, "delivered_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "webhook_endpoints_organization_id_index" on "webhook_endpoints" ("organization_id");`);
    this.addSql(`create table "webhook_deliveries" ("id" uuid not null, "endpoint_id" uuid not null, "user_id" uuid null, "event_id" uuid not null, "type" text not null, "body" text not null, "status" text not null default 'PENDING', "attempts" int not null default 0, "attempts_left" int not null default 11, "claim" int not null default 0, "due_at" timestamptz(3) not null default now(), "attempted_at" timestamptz(3) null, "response_status" int null, "fault" text null, "duration_ms" int null, "answer" text not null default '', "created_at" timestamptz(3) not null default now(), "delivered_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "webhook_deliveries_user_id_index" on "webhook_deliveries" ("user_id");`);
    this.addSql(`create index webhook_deliveries_failed_index on webhook_deliveries (endpoint_id, created_at) where status = 'FAILED';`);
    this.addSql(`create index webhook_deliveries_due_index on webhook_deliveries (endpoint_id, due_at) where status = 'PENDING';`);
    this.addSql(`create index "webhook_deliveries_created_index" on "webhook_deliveries" ("created_at");`);
    this.addSql(`create index "webhook_deliveries_list_index" on "webhook_deliveries" ("endpoint_id", "id");`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_event_unique" unique ("endpoint_id", "event_id");`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_url_check" check (char_length(url) <= 2000);`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_description_check" check (char_length(description) <= 500);`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_events_check" check (cardinality(events) <= 50);`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_secret_check" check (char_length(secret) <= 300);`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_previous_secret_check" check (char_length(previous_secret) <= 300);`);
    this.addSql(`alter table "webhook_endpoints" add constraint "webhook_endpoints_state_check" check ("state" in ('ENABLED', 'PAUSED', 'FAILING', 'GONE'));`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_endpoint_id_foreign" foreign key ("endpoint_id") references "webhook_endpoints" ("id") on delete cascade;`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_type_check" check (char_length(type) <= 60);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_body_check" check (char_length(body) <= 8192);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_attempts_left_check" check (attempts_left >= 0 and attempts_left <= 11);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_answer_check" check (char_length(answer) <= 1024);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_status_check" check ("status" in ('PENDING', 'DELIVERED', 'FAILED'));`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_fault_check" check ("fault" in ('ADDRESS_REFUSED', 'NAME_NOT_FOUND', 'TIMEOUT', 'CONNECTION_FAILED', 'TLS_FAILED', 'SECRET_UNREADABLE'));`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_attempts_check" check (attempts >= 0);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_claim_check" check (claim >= 0);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_response_status_check" check (response_status >= 0);`);
    this.addSql(`alter table "webhook_deliveries" add constraint "webhook_deliveries_duration_ms_check" check (duration_ms >= 0);`);
  }

  async down() {
    this.addSql(`alter table "webhook_deliveries" drop constraint "webhook_deliveries_endpoint_id_foreign";`);
    this.addSql(`drop table if exists "webhook_endpoints" cascade;`);
    this.addSql(`drop table if exists "webhook_deliveries" cascade;`);
  }
}
