import { Migration } from "@mikro-orm/migrations";

export class Migration20261130030000 extends Migration {
  async up() {
    this.addSql(`create table "organizations" ("id" uuid not null, "name" text not null, "slug" text not null, "description" text not null default '', "website" text null, "primary_color" text null, "accent_color" text null, "logo" jsonb not null, "state" text not null default 'ACTIVE', "state_reason" text not null default '', "seat_limit" int null, "seats_used" int not null default 0, "owner_count" int not null default 0, "members_visible" boolean not null default false, "created_by_id" uuid null, "version" int not null default 1, "created_at" timestamptz(3) not null default now(), "updated_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "organizations" add constraint "organizations_slug_unique" unique ("slug");`);
    this.addSql(`create index "organizations_created_by_id_index" on "organizations" ("created_by_id");`);
    this.addSql(`create table "organization_members" ("id" uuid not null, "organization_id" uuid not null, "user_id" uuid not null, "role" text not null, "joined_by" text not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "organization_members_user_id_index" on "organization_members" ("user_id");`);
    this.addSql(`create index "organization_members_role_index" on "organization_members" ("organization_id", "role", "id");`);
    this.addSql(`create index "organization_members_list_index" on "organization_members" ("organization_id", "id");`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_user_unique" unique ("organization_id", "user_id");`);
    this.addSql(`create table "organization_invitations" ("id" uuid not null, "organization_id" uuid not null, "role" text not null, "email" text null, "code" text null, "use_limit" int null, "use_count" int not null default 0, "expires_at" timestamptz(3) not null, "invited_by_id" uuid null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_code_unique" unique ("code");`);
    this.addSql(`create index "organization_invitations_invited_by_id_index" on "organization_invitations" ("invited_by_id");`);
    this.addSql(`create index "organization_invitations_expires_index" on "organization_invitations" ("expires_at");`);
    this.addSql(`create index "organization_invitations_email_index" on "organization_invitations" ("email");`);
    this.addSql(`create index "organization_invitations_list_index" on "organization_invitations" ("organization_id", "id");`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_email_unique" unique ("organization_id", "email");`);
    this.addSql(`create table "organization_domains" ("id" uuid not null, "organization_id" uuid not null, "domain" text not null, "token" text not null, "verified_at" timestamptz(3) null, "checked_at" timestamptz(3) null, "missing_since" timestamptz(3) null, "auto_join" boolean not null default false, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index organization_domains_check_index on organization_domains (checked_at) where verified_at is not null;`);
    this.addSql(`create unique index organization_domains_verified_unique on organization_domains (domain) where verified_at is not null;`);
    this.addSql(`alter table "organization_domains" add constraint "organization_domains_domain_unique" unique ("organization_id", "domain");`);
    this.addSql(`alter table "files" drop constraint "files_purpose_check";`);
    this.addSql(`alter table "files" add constraint "files_purpose_check" check ("purpose" in ('AVATAR', 'ATTACHMENT', 'TEST_DATA', 'PROBLEM_PACKAGE', 'LOGO'));`);
    this.addSql(`alter table "organizations" add constraint "organizations_created_by_id_foreign" foreign key ("created_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "organizations" add constraint "organizations_name_check" check (char_length(name) <= 120);`);
    this.addSql(`alter table "organizations" add constraint "organizations_slug_check" check (char_length(slug) <= 60);`);
    this.addSql(`alter table "organizations" add constraint "organizations_description_check" check (char_length(description) <= 5000);`);
    this.addSql(`alter table "organizations" add constraint "organizations_website_check" check (char_length(website) <= 500);`);
    this.addSql(`alter table "organizations" add constraint "organizations_primary_color_check" check (char_length(primary_color) <= 7);`);
    this.addSql(`alter table "organizations" add constraint "organizations_accent_color_check" check (char_length(accent_color) <= 7);`);
    this.addSql(`alter table "organizations" add constraint "organizations_state_reason_check" check (char_length(state_reason) <= 1000);`);
    this.addSql(`alter table "organizations" add constraint "organizations_seat_limit_check" check (seat_limit >= 0 and seat_limit <= 1000000);`);
    this.addSql(`alter table "organizations" add constraint "organizations_seats_used_check" check (seats_used >= 0);`);
    this.addSql(`alter table "organizations" add constraint "organizations_owner_count_check" check (owner_count >= 0);`);
    this.addSql(`alter table "organizations" add constraint "organizations_version_check" check (version >= 1);`);
    this.addSql(`alter table "organizations" add constraint "organizations_owner_check" check (owner_count >= 1 or state <> 'ACTIVE');`);
    this.addSql(`alter table "organizations" add constraint "organizations_seats_check" check (seats_used <= seat_limit);`);
    this.addSql(`alter table "organizations" add constraint "organizations_state_check" check ("state" in ('ACTIVE', 'SUSPENDED', 'ARCHIVED'));`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_role_check" check ("role" in ('OWNER', 'MANAGER', 'INSTRUCTOR', 'LEARNER'));`);
    this.addSql(`alter table "organization_members" add constraint "organization_members_joined_by_check" check ("joined_by" in ('CREATED', 'INVITATION', 'LINK', 'DOMAIN', 'IMPORT'));`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_invited_by_id_foreign" foreign key ("invited_by_id") references "users" ("id") on delete set null;`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_email_check" check (char_length(email) <= 254);`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_code_check" check (char_length(code) <= 16);`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_use_limit_check" check (use_limit >= 1);`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_use_count_check" check (use_count >= 0);`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_uses_check" check (use_count <= use_limit);`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_link_role_check" check (code is null or role = 'LEARNER' or role = 'INSTRUCTOR');`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_kind_check" check ((email is null) <> (code is null));`);
    this.addSql(`alter table "organization_invitations" add constraint "organization_invitations_role_check" check ("role" in ('OWNER', 'MANAGER', 'INSTRUCTOR', 'LEARNER'));`);
    this.addSql(`alter table "organization_domains" add constraint "organization_domains_organization_id_foreign" foreign key ("organization_id") references "organizations" ("id") on delete cascade;`);
    this.addSql(`alter table "organization_domains" add constraint "organization_domains_domain_check" check (char_length(domain) <= 253);`);
    this.addSql(`alter table "organization_domains" add constraint "organization_domains_token_check" check (char_length(token) <= 64);`);
  }

  async down() {
    this.addSql(`alter table "organization_members" drop constraint "organization_members_organization_id_foreign";`);
    this.addSql(`alter table "organization_invitations" drop constraint "organization_invitations_organization_id_foreign";`);
    this.addSql(`alter table "organization_domains" drop constraint "organization_domains_organization_id_foreign";`);
    this.addSql(`drop table if exists "organizations" cascade;`);
    this.addSql(`drop table if exists "organization_members" cascade;`);
    this.addSql(`drop table if exists "organization_invitations" cascade;`);
    this.addSql(`drop table if exists "organization_domains" cascade;`);
    this.addSql(`alter table "files" drop constraint "files_purpose_check";`);
    this.addSql(`alter table "files" add constraint "files_purpose_check" check ("purpose" in ('AVATAR', 'ATTACHMENT', 'TEST_DATA', 'PROBLEM_PACKAGE'));`);
  }
}
