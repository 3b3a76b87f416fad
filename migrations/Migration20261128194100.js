import { Migration } from "@mikro-orm/migrations";

export class Migration20261128194100 extends Migration {
  async up() {
    this.addSql(`alter table "system_settings" rename column "changed_at" to "updated_at";`);
    this.addSql(`alter table "system_settings" add "created_at" timestamptz(3) not null default now();`);
    this.addSql(`update "system_settings" set "created_at" = "updated_at";`);
    this.addSql(`alter table "topics" add "created_at" timestamptz(3) not null default now(), add "updated_at" timestamptz(3) not null default now();`);
    // A UUIDv7 begins with the time it was made, in milliseconds.
    this.addSql(`update "topics" set "created_at" = to_timestamp(('x' || substr(replace("id"::text, '-', ''), 1, 12))::bit(48)::bigint / 1000.0)
      where substr("id"::text, 15, 1) = '7';`);
    this.addSql(`update "topics" set "updated_at" = "created_at";`);
    this.addSql(`alter table "users" add "updated_at" timestamptz(3) not null default now();`);
    this.addSql(`update "users" set "updated_at" = "created_at";`);
    this.addSql(`alter table "role_requests" add "updated_at" timestamptz(3) not null default now();`);
    this.addSql(`update "role_requests" set "updated_at" = coalesce("decided_at", "created_at");`);
    this.addSql(`alter table "notification_preferences" add "created_at" timestamptz(3) not null default now(), add "updated_at" timestamptz(3) not null default now();`);
    this.addSql(`alter table "digest_schedules" add "created_at" timestamptz(3) not null default now(), add "updated_at" timestamptz(3) not null default now();`);
    this.addSql(`alter table "avatars" add "created_at" timestamptz(3) not null default now(), add "updated_at" timestamptz(3) not null default now();`);
  }

  async down() {
    this.addSql(`alter table "avatars" drop column "created_at", drop column "updated_at";`);
    this.addSql(`alter table "digest_schedules" drop column "created_at", drop column "updated_at";`);
    this.addSql(`alter table "notification_preferences" drop column "created_at", drop column "updated_at";`);
    this.addSql(`alter table "role_requests" drop column "updated_at";`);
    this.addSql(`alter table "users" drop column "updated_at";`);
    this.addSql(`alter table "topics" drop column "created_at", drop column "updated_at";`);
    this.addSql(`alter table "system_settings" drop column "created_at";`);
    this.addSql(`alter table "system_settings" rename column "updated_at" to "changed_at";`);
  }
}
