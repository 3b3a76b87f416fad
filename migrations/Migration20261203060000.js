import { Migration } from "@mikro-orm/migrations";

/** Premium tracks, their free previews, and entitlements for one object: what was bought before opens its track. */
export class Migration20261203060000 extends Migration {
  async up() {
    this.addSql(`alter table "tracks" add column "premium" boolean not null default false;`);
    this.addSql(`alter table "lessons" add column "free_preview" boolean not null default false;`);
    this.addSql(`alter table "entitlements" add column "subject_id" uuid null;`);
    this.addSql(`insert into entitlements (id, key, user_id, subject_id, source, quantity, reference, valid_from)
      select gen_random_uuid(), 'track', e.user_id, e.track_id, 'PURCHASE', 1, line, date_trunc('milliseconds', now())
      from enrollments e cross join unnest(e.order_line_ids) line on conflict do nothing;`);
    this.addSql(`alter table "entitlements" add constraint "entitlements_subject_id_check" check ((subject_id is not null) = (key = 'track'::text));`);
  }

  async down() {
    this.addSql(`delete from entitlements where key = 'track';`);
    this.addSql(`alter table "entitlements" drop constraint "entitlements_subject_id_check";`);
    this.addSql(`alter table "entitlements" drop column "subject_id";`);
    this.addSql(`alter table "lessons" drop column "free_preview";`);
    this.addSql(`alter table "tracks" drop column "premium";`);
  }
}
