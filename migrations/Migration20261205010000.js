import { Migration } from "@mikro-orm/migrations";

export class Migration20261205010000 extends Migration {
  async up() {
    this.addSql(`create table "development_billing_objects" ("id" text not null, "kind" text not null, "data" jsonb not null, "due_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`create index development_billing_objects_due_index on development_billing_objects (due_at) where due_at is not null;`);
    this.addSql(`create index "development_billing_objects_kind_index" on "development_billing_objects" ("kind", "id");`);
    this.addSql(`alter table "development_billing_objects" add constraint "development_billing_objects_id_check" check (char_length(id) <= 255);`);
    this.addSql(`alter table "development_billing_objects" add constraint "development_billing_objects_kind_check" check (char_length(kind) <= 40);`);
    this.addSql(`alter table "development_billing_objects" add constraint "development_billing_objects_data_check" check (jsonb_typeof(data) = 'object'::text);`);
  }

  async down() {
    this.addSql(`drop table if exists "development_billing_objects" cascade;`);
  }
}
