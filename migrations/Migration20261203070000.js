import { Migration } from "@mikro-orm/migrations";

/** Ends of terms, after which classes are archived. */
export class Migration20261203070000 extends Migration {
  async up() {
    this.addSql(`alter table "classes" add column "term_ends_on" date null, add column "archives_at" timestamptz(3) null, add column "ending_notified_at" timestamptz(3) null;`);
    this.addSql(`create index classes_ending_index on classes (archives_at) where archived_at is null and archives_at is not null;`);
  }

  async down() {
    this.addSql(`drop index classes_ending_index;`);
    this.addSql(`alter table "classes" drop column "term_ends_on", drop column "archives_at", drop column "ending_notified_at";`);
  }
}
