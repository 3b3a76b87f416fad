import { Migration } from "@mikro-orm/migrations";

export class Migration20261124235802 extends Migration {
  async up() {
    this.addSql(`create table "known_devices" ("user_id" uuid not null, "device" text not null, "network" text not null, "last_used_at" timestamptz(3) not null default now(), primary key ("user_id", "device", "network"));`);
    this.addSql(`create index "known_devices_age_index" on "known_devices" ("last_used_at");`);
    this.addSql(`alter table "audit_entries" add "impersonator_id" uuid null;`);
    this.addSql(`create index audit_entries_impersonator_index on audit_entries (impersonator_id, id) where impersonator_id is not null;`);
    this.addSql(`create index audit_entries_address_index on audit_entries (address, id) where address is not null;`);
    this.addSql(`create index "audit_entries_subject_type_index" on "audit_entries" ("subject_type", "id");`);
    this.addSql(`create index audit_entries_noun_index on audit_entries (split_part(action, '.', 1), id);`);
    this.addSql(`create index users_suspended_index on users (id) where suspended_at is not null;`);
    this.addSql(`create index "users_role_index" on "users" ("role", "id");`);
    this.addSql(`create index users_username_prefix_index on users (username text_pattern_ops);`);
    this.addSql(`create index users_email_prefix_index on users (email text_pattern_ops);`);
    this.addSql(`create index users_search_index on users using gin (to_tsvector('simple', regexp_replace(username || ' ' || display_name, '[^[:alnum:]]+', ' ', 'g')));`);
    this.addSql(`alter table "sessions" add "impersonator_id" uuid null;`);
    this.addSql(`alter table "sessions" add constraint "sessions_impersonator_id_foreign" foreign key ("impersonator_id") references "users" ("id") on delete cascade;`);
    this.addSql(`create index sessions_impersonator_index on sessions (impersonator_id) where impersonator_id is not null;`);
    this.addSql(`alter table "known_devices" add constraint "known_devices_user_id_foreign" foreign key ("user_id") references "users" ("id") on delete cascade;`);
  }

  async down() {
    this.addSql(`drop table if exists "known_devices" cascade;`);
    // Without the column they would pass for sessions of the account's owner.
    this.addSql(`delete from sessions where impersonator_id is not null;`);
    this.addSql(`alter table "sessions" drop constraint "sessions_impersonator_id_foreign";`);
    this.addSql(`drop index "audit_entries_impersonator_index";`);
    this.addSql(`drop index "audit_entries_address_index";`);
    this.addSql(`drop index "audit_entries_subject_type_index";`);
    this.addSql(`drop index "audit_entries_noun_index";`);
    this.addSql(`alter table "audit_entries" drop column "impersonator_id";`);
    this.addSql(`drop index "sessions_impersonator_index";`);
    this.addSql(`alter table "sessions" drop column "impersonator_id";`);
    this.addSql(`drop index "users_suspended_index";`);
    this.addSql(`drop index "users_role_index";`);
    this.addSql(`drop index "users_username_prefix_index";`);
    this.addSql(`drop index "users_email_prefix_index";`);
    this.addSql(`drop index "users_search_index";`);
  }
}
