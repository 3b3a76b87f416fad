import { Migration } from "@mikro-orm/migrations";

/** Single sign-on of organizations, and the sessions that it starts. */
export class Migration20261201020000 extends Migration {
  async up() {
    this.addSql(`create table "organization_sign_ons" ("id" uuid not null, "organization_id" uuid not null, "issuer" text not null, "client_id" text not null, "sealed_secret" text null, "default_role" text not null default 'LEARNER', "enabled" boolean not null default true, "enforced" boolean not null default false, "tested_at" timestamptz(3) null, "version" int not null default 1, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_organization_unique" unique ("organization_id");`);
    this.addSql(`create table "organization_identities" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "issuer" text not null, "subject" text not null, "created_at" timestamptz(3) not null default now(), "last_used_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "organization_identities_user_id_index" on "organization_identities" ("user_id");`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_user_unique" unique ("organization_id", "user_id");`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_identity_unique" unique ("organization_id", "issuer", "subject");`);
    this.addSql(`alter table "sessions" drop constraint "sessions_ended_by_check";`);
    this.addSql(`alter table "sessions" add "organization_id" uuid null;`);
    this.addSql(`create index sessions_organization_index on sessions (organization_id, user_id) where organization_id is not null and ended_at is null;`);
    this.addSql(`alter table "sessions" add constraint "sessions_ended_by_check" check ("ended_by" in ('SIGNED_OUT', 'REVOKED', 'REFRESH_TOKEN_REUSED', 'PASSWORD_CHANGED', 'EMAIL_CHANGED', 'SUSPENDED', 'TAKEN_OVER', 'DELETED', 'ROLE_CHANGED', 'IMPERSONATOR_LEFT', 'ORGANIZATION_LEFT', 'EXPIRED'));`);
    this.addSql(`alter table "organization_members" drop constraint "organization_members_joined_by_check";`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_joined_by_check" check ("joined_by" in ('CREATED', 'INVITATION', 'LINK', 'DOMAIN', 'IMPORT', 'SSO'));`);
    this.addSql(`alter table "organization_domains" add "single_sign_on" boolean not null default false;`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_issuer_check" check (char_length(issuer) <= 500);`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_client_id_check" check (char_length(client_id) <= 500);`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_version_check" check (version >= 1);`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_owner_check" check (default_role <> 'OWNER');`);
    this.addSql(`alter table "organization_sign_ons" add constraint "organization_sign_ons_default_role_check" check ("default_role" in ('OWNER', 'MANAGER', 'INSTRUCTOR', 'LEARNER'));`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_issuer_check" check (char_length(issuer) <= 500);`);
    this.addSql(`alter table "organization_identities" add constraint "organization_identities_subject_check" check (char_length(subject) <= 255);`);
  }

  async down() {
    this.addSql(`drop table if exists "organization_sign_ons" cascade;`);
    this.addSql(`drop table if exists "organization_identities" cascade;`);
    this.addSql(`alter table "organization_domains" drop column "single_sign_on";`);
    this.addSql(`alter table "organization_members" drop constraint "organization_members_joined_by_check";`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_joined_by_check" check ("joined_by" in ('CREATED', 'INVITATION', 'LINK', 'DOMAIN', 'IMPORT'));`);
    this.addSql(`drop index "sessions_organization_index";`);
    this.addSql(`alter table "sessions" drop constraint "sessions_ended_by_check";`);
    this.addSql(`alter table "sessions" drop column "organization_id";`);
    this.addSql(`alter table "sessions" add constraint "sessions_ended_by_check" check ("ended_by" in ('SIGNED_OUT', 'REVOKED', 'REFRESH_TOKEN_REUSED', 'PASSWORD_CHANGED', 'EMAIL_CHANGED', 'SUSPENDED', 'TAKEN_OVER', 'DELETED', 'ROLE_CHANGED', 'IMPERSONATOR_LEFT', 'EXPIRED'));`);
  }
}
