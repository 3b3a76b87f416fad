import { Migration } from "@mikro-orm/migrations";

export class Migration20261124220725 extends Migration {
  async up() {
    this.addSql(`create table "audit_entries" ("id" uuid not null, "actor_id" uuid null, "action" text not null, "subject_type" text not null, "subject_id" uuid null, "address" text null, "details" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "audit_entries_action_index" on "audit_entries" ("action", "id");`);
    this.addSql(`create index "audit_entries_subject_index" on "audit_entries" ("subject_id", "id");`);
    this.addSql(`create index "audit_entries_actor_index" on "audit_entries" ("actor_id", "id");`);
    // Append-only: only a transaction that says so, as retention does, may remove rows; nobody changes one.
    this.addSql(`create function audit_entries_append_only() returns trigger language plpgsql as $$
      begin
        if tg_op = 'DELETE' and current_setting('codequest.audit_purge', true) = 'on' then return old; end if;
        raise exception 'audit_entries is append-only';
      end $$;`);
    this.addSql(`create trigger audit_entries_append_only before update or delete on audit_entries for each row execute function audit_entries_append_only();`);
    this.addSql(`create trigger audit_entries_no_truncate before truncate on audit_entries for each statement execute function audit_entries_append_only();`);
    this.addSql(`create table "mailed_links" ("id" uuid not null, "purpose" text not null, "email" text not null, "user_id" uuid null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "used_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "mailed_links_email_index" on "mailed_links" ("email", "purpose");`);
    this.addSql(`create index "mailed_links_expiry_index" on "mailed_links" ("expires_at");`);
    this.addSql(`create table "two_factors" ("user_id" uuid not null, "sealed_key" text not null, "enabled_at" timestamptz(3) null, "last_step" int not null default 0, primary key ("user_id"));`);
    this.addSql(`create table "sessions" ("id" uuid not null, "user_id" uuid not null, "token_digest" text not null, "generation" int not null default 0, "recent_uses" jsonb not null, "method" text not null, "user_agent" text not null default '', "address" text not null default '', "created_at" timestamptz(3) not null default now(), "last_seen_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "ended_at" timestamptz(3) null, "ended_by" text null, primary key ("id"));`);
    this.addSql(`create index "sessions_expiry_index" on "sessions" ("expires_at");`);
    this.addSql(`create index "sessions_user_index" on "sessions" ("user_id", "id");`);
    this.addSql(`create table "recovery_codes" ("id" uuid not null, "user_id" uuid not null, "digest" text not null, "used_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "recovery_codes_user_index" on "recovery_codes" ("user_id");`);
    this.addSql(`create table "linked_providers" ("id" uuid not null, "user_id" uuid not null, "provider" text not null, "issuer" text not null, "subject" text not null, "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create index "linked_providers_user_index" on "linked_providers" ("user_id");`);
    this.addSql(`alter table "linked_providers" add constraint "linked_providers_identity_unique" unique ("issuer", "subject");`);
    this.addSql(`create table "api_tokens" ("id" uuid not null, "user_id" uuid not null, "name" text not null, "digest" text not null, "hint" text not null, "scopes" text[] not null, "created_at" timestamptz(3) not null default now(), "expires_at" timestamptz(3) not null, "last_used_at" timestamptz(3) null, "revoked_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`alter table "api_tokens" add constraint "api_tokens_digest_unique" unique ("digest");`);
    this.addSql(`create index "api_tokens_user_index" on "api_tokens" ("user_id", "id");`);
    this.addSql(`alter table "users" add "email_verified_at" timestamptz(3) null, add "suspended_at" timestamptz(3) null, add "suspension_reason" text not null default '';`);
    this.addSql(`alter table "users" alter column "password_hash" drop not null;`);
    // Undoing this migration left an empty hash, which no password fits, where there was none.
    this.addSql(`update "users" set "password_hash" = null where "password_hash" = '';`);
    this.addSql(`alter table "two_factors" add constraint "two_factors_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "sessions" add constraint "sessions_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "recovery_codes" add constraint "recovery_codes_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "linked_providers" add constraint "linked_providers_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "api_tokens" add constraint "api_tokens_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
  }

  async down() {
    this.addSql(`drop table if exists "audit_entries" cascade;`);
    this.addSql(`drop function audit_entries_append_only;`);
    this.addSql(`drop table if exists "mailed_links" cascade;`);
    this.addSql(`drop table if exists "two_factors" cascade;`);
    this.addSql(`drop table if exists "sessions" cascade;`);
    this.addSql(`drop table if exists "recovery_codes" cascade;`);
    this.addSql(`drop table if exists "linked_providers" cascade;`);
    this.addSql(`drop table if exists "api_tokens" cascade;`);
    this.addSql(`alter table "users" drop column "email_verified_at", drop column "suspended_at", drop column "suspension_reason";`);
    this.addSql(`update "users" set "password_hash" = '' where "password_hash" is null;`);
    this.addSql(`alter table "users" alter column "password_hash" set not null;`);
  }
}
