import { Migration } from "@mikro-orm/migrations";

export class Migration20261124212115 extends Migration {
  async up() {
    this.addSql(`create table "files" ("id" uuid not null, "owner_id" uuid not null, "purpose" text not null, "status" text not null default 'PENDING', "file_name" text not null, "content_type" text not null, "size_bytes" int not null, "reason" text null, "renditions" jsonb not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "files_owner_id_index" on "files" ("owner_id");`);
    this.addSql(`create index files_pending_index on files (created_at) where status <> 'READY';`);
    this.addSql(`create table "avatars" ("user_id" uuid not null, "file_id" uuid not null, primary key ("user_id"));`);
    this.addSql(`create index "avatars_file_id_index" on "avatars" ("file_id");`);
    this.addSql(`alter table "users" add "bio" text not null default '', add "locale" text not null default 'en', add "timezone" text not null default 'UTC';`);
    this.addSql(`alter table "files" add constraint "files_owner_id_foreign" foreign key ("owner_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "avatars" add constraint "avatars_user_id_foreign" foreign key ("user_id") references "users" ("id") on update cascade on delete cascade;`);
    this.addSql(`alter table "avatars" add constraint "avatars_file_id_foreign" foreign key ("file_id") references "files" ("id") on delete cascade;`);
  }

  async down() {
    this.addSql(`alter table "avatars" drop constraint "avatars_file_id_foreign";`);
    this.addSql(`drop table if exists "files" cascade;`);
    this.addSql(`drop table if exists "avatars" cascade;`);
    this.addSql(`alter table "users" drop column "bio", drop column "locale", drop column "timezone";`);
  }
}
