import { Migration } from "@mikro-orm/migrations";

export class Migration20261124204709 extends Migration {
  async up() {
    this.addSql(`drop index "outbox_created_at_index";`);
    this.addSql(`alter table "outbox" add "due_at" timestamptz(3) not null default now(), add "pending" text[] null;`);
    this.addSql(`create index "outbox_due_at_index" on "outbox" ("due_at");`);
  }

  async down() {
    this.addSql(`drop index "outbox_due_at_index";`);
    this.addSql(`alter table "outbox" drop column "due_at", drop column "pending";`);
    this.addSql(`create index "outbox_created_at_index" on "outbox" ("created_at");`);
  }
}
