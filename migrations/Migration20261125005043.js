import { Migration } from "@mikro-orm/migrations";

export class Migration20261125005043 extends Migration {
  async up() {
    this.addSql(`create table "data_exports" ("id" uuid not null, "user_id" uuid not null, "status" text not null default 'QUEUED', "due_at" timestamptz(3) not null default now(), "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "size_bytes" double precision null, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, "expires_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index data_exports_expiry_index on data_exports (expires_at) where status = 'READY';`);
    this.addSql(`create index data_exports_due_index on data_exports (due_at) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create unique index data_exports_one_open on data_exports (user_id) where status in ('QUEUED', 'RUNNING');`);
    this.addSql(`create index "data_exports_user_index" on "data_exports" ("user_id", "id");`);
    this.addSql(`create table "account_deletions" ("id" uuid not null, "user_id" uuid not null, "requested_by_id" uuid not null, "reason" text not null default '', "status" text not null default 'SCHEDULED', "due_at" timestamptz(3) not null, "attempt" int not null default 0, "leased_until" timestamptz(3) null, "done" int not null default 0, "total" int not null default 0, "created_at" timestamptz(3) not null default now(), "finished_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "account_deletions_requested_by_id_index" on "account_deletions" ("requested_by_id");`);
    this.addSql(`create index account_deletions_due_index on account_deletions (due_at) where status in ('SCHEDULED', 'RUNNING');`);
    this.addSql(`create unique index account_deletions_one_open on account_deletions (user_id) where status in ('SCHEDULED', 'RUNNING');`);
    this.addSql(`create index "account_deletions_user_index" on "account_deletions" ("user_id", "id");`);
    this.addSql(`alter table "users" add "deleted_at" timestamptz(3) null;`);
    this.addSql(`alter table "users" alter column "email" drop not null;`);
    this.addSql(`alter table "submissions" alter column "source" drop not null;`);
    this.addSql(`alter table "data_exports" add constraint "data_exports_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "account_deletions" add constraint "account_deletions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "account_deletions" add constraint "account_deletions_requested_by_id_foreign" foreign key ("requested_by_id") references "users" ("id") on delete restrict;`);
    // Still append-only; but the network address of an entry may be forgotten, by a transaction that says so.
    this.addSql(`create or replace function audit_entries_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('codequest.audit_purge', true) = 'on' then return old; end if;
        if tg_op = 'UPDATE' and current_setting('codequest.audit_forget_address', true) = 'on' then
          if new.address is null and to_jsonb(new) - 'address' = to_jsonb(old) - 'address' then return new; end if;
        end if;
        raise exception 'audit_entries is append-only';
      end $$;`);
  }

  async down() {
    this.addSql(`create or replace function audit_entries_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('codequest.audit_purge', true) = 'on' then return old; end if;
        raise exception 'audit_entries is append-only';
      end $$;`);
    this.addSql(`drop table if exists "data_exports" cascade;`);
    this.addSql(`drop table if exists "account_deletions" cascade;`);
    this.addSql(`update "submissions" set "source" = '' where "source" is null;`);
    this.addSql(`alter table "submissions" alter column "source" set not null;`);
    // Nobody's mailbox: the domain never is one (RFC 2606).
    this.addSql(`update "users" set "email" = username || '@deleted.invalid' where "email" is null;`);
    this.addSql(`alter table "users" drop column "deleted_at";`);
    this.addSql(`alter table "users" alter column "email" set not null;`);
  }
}
