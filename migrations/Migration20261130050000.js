import { Migration } from "@mikro-orm/migrations";

export class Migration20261130050000 extends Migration {
  async up() {
    this.addSql(`create table "ownership_offers" ("id" uuid not null, "kind" text not null, "object_id" uuid not null, "title" text not null, "from_id" uuid not null, "to_id" uuid not null, "status" text not null default 'PENDING', "created_at" timestamptz(3) not null default now(), "decided_at" timestamptz(3) null, primary key ("id"));`);
    this.addSql(`create table "question_pictures" ("id" uuid not null, "bank_id" uuid not null, "size_bytes" int not null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index "question_pictures_bank_id_index" on "question_pictures" ("bank_id");`);
    this.addSql(`create index "ownership_offers_from_id_index" on "ownership_offers" ("from_id");`);
    this.addSql(`create index "ownership_offers_to_id_index" on "ownership_offers" ("to_id");`);
    this.addSql(`create unique index ownership_offers_pending_unique on ownership_offers (object_id) where status = 'PENDING';`);
    this.addSql(`alter table "ownership_offers" add constraint "ownership_offers_from_id_foreign" foreign key ("from_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "ownership_offers" add constraint "ownership_offers_to_id_foreign" foreign key ("to_id") references "users" ("id") on delete cascade;`);
    this.addSql(`alter table "ownership_offers" add constraint "ownership_offers_title_check" check (char_length(title) <= 500);`);
    this.addSql(`alter table "ownership_offers" add constraint "ownership_offers_kind_check" check ("kind" in ('problem', 'track', 'quiz', 'question-bank'));`);
    this.addSql(`alter table "ownership_offers" add constraint "ownership_offers_status_check" check ("status" in ('PENDING', 'ACCEPTED', 'DECLINED', 'WITHDRAWN', 'ASSIGNED'));`);
    this.addSql(`alter table "question_pictures" add constraint "question_pictures_bank_id_foreign" foreign key ("bank_id") references "question_banks" ("id") on delete cascade;`);
    this.addSql(`alter table "question_pictures" add constraint "question_pictures_size_bytes_check" check (size_bytes >= 1);`);
  }

  async down() {
    this.addSql(`drop table if exists "ownership_offers" cascade;`);
    this.addSql(`drop table if exists "question_pictures" cascade;`);
  }
}
