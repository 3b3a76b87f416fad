import { Migration } from "@mikro-orm/migrations";

/** Archives of organizations, and their deletion. */
export class Migration20261207010000 extends Migration {
  async up() {
    this.addSql(`create table "organization_exports" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "status" text not null default 'QUEUED', "due_at" timestamptz(3) not null default now(), "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "size_bytes" double precision null, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, "expires_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index organization_exports_expiry_index on organization_exports (expires_at) where status = 'READY';`);
    this.addSql(`create index organization_exports_due_index on organization_exports (due_at) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create unique index organization_exports_one_open on organization_exports (organization_id) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index "organization_exports_organization_index" on "organization_exports" ("organization_id", "id");`);
    this.addSql(`create index "organization_exports_user_id_index" on "organization_exports" ("user_id");`);
    this.addSql(`create table "organization_deletions" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "status" text not null default 'SCHEDULED', "due_at" timestamptz(3) not null, "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index organization_deletions_due_index on organization_deletions (due_at) where status in ('SCHEDULED', 'RUNNING');`);
    this.addSql(`create unique index organization_deletions_one_open on organization_deletions (organization_id) where status in ('SCHEDULED', 'RUNNING');`);
    this.addSql(`create index "organization_deletions_organization_index" on "organization_deletions" ("organization_id", "id");`);
    this.addSql(`create index "organization_deletions_user_id_index" on "organization_deletions" ("user_id");`);
    this.addSql(`alter table "organization_exports" add constraint "organization_exports_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_exports" add constraint "organization_exports_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete restrict;`);
    this.addSql(`alter table "organization_deletions" add constraint "organization_deletions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete restrict;`);
    for (const table of ["organization_exports", "organization_deletions"]) {
      for (const column of ["attempt", "done", "total"])
        this.addSql(`alter table "${table}" add constraint "${table}_${column}_check" check (${column} >= 0);`);
    }
    this.addSql(`alter table "organization_exports" add constraint "organization_exports_size_bytes_check" check (abs(size_bytes) = size_bytes);`);
    this.addSql(`alter table "organization_exports" add constraint "organization_exports_status_check" check ("status" in ('QUEUED', 'RUNNING', 'READY', 'FAILED', 'EXPIRED'));`);
    this.addSql(`alter table "organization_deletions" add constraint "organization_deletions_status_check" check ("status" in ('SCHEDULED', 'RUNNING', 'DONE', 'CANCELLED'));`);
  }

  async down() {
    this.addSql(`drop table if exists "organization_exports" cascade;`);
    this.addSql(`drop table if exists "organization_deletions" cascade;`);
  }
}
