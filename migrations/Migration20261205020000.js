import { Migration } from "@mikro-orm/migrations";

export class Migration20261205020000 extends Migration {
  async up() {
    this.addSql(`create table "discount_codes" ("id" uuid not null, "code" text not null, "percent_bp" int null, "amount_minor" int null, "currency" text null, "minimum_minor" int null, "starts_at" timestamptz(3) not null default now(), "ends_at" timestamptz(3) null, "max_uses" int null, "used" int not null default 0, "ended_at" timestamptz(3) null, "created_at" timestamptz(3) not null default now(), primary key ("id"));`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_code_unique" unique ("code");`);
    this.addSql(`alter table "orders" add "discount_minor" int not null default 0, add "discount_code_id" uuid null, add "discount_used" boolean not null default false;`);
    this.addSql(`alter table "orders" add constraint "orders_discount_code_id_foreign" foreign key ("discount_code_id") references "discount_codes" ("id") on delete restrict;`);
    this.addSql(`create index "orders_discount_code_id_index" on "orders" ("discount_code_id");`);
    this.addSql(`create unique index orders_discount_unique on orders (user_id, discount_code_id) where discount_used;`);
    this.addSql(`alter table "orders" add constraint "orders_discount_minor_check" check (discount_minor >= 0 and discount_minor <= 2000000000);`);
    this.addSql(`alter table "order_lines" add "discount_minor" int not null default 0;`);
    this.addSql(`alter table "order_lines" add constraint "order_lines_discount_minor_check" check (discount_minor >= 0 and discount_minor <= 2000000000);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_code_check" check (char_length(code) <= 50);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_percent_bp_check" check (percent_bp >= 1 and percent_bp <= 10000);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_amount_minor_check" check (amount_minor >= 1 and amount_minor <= 2000000000);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_currency_check" check (char_length(currency) <= 3);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_minimum_minor_check" check (minimum_minor >= 1 and minimum_minor <= 2000000000);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_max_uses_check" check (max_uses >= 1 and max_uses <= 1000000);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_used_check" check (used >= 0 and used <= max_uses);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_period_check" check (ends_at is null or ends_at > starts_at);`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_amounts_check" check (currency is not null or (amount_minor is null and minimum_minor is null));`);
    this.addSql(`alter table "discount_codes" add constraint "discount_codes_kind_check" check ((percent_bp is null) <> (amount_minor is null));`);
  }

  async down() {
    this.addSql(`alter table "orders" drop constraint "orders_discount_code_id_foreign";`);
    this.addSql(`drop table if exists "discount_codes" cascade;`);
    this.addSql(`alter table "order_lines" drop constraint "order_lines_discount_minor_check";`);
    this.addSql(`alter table "order_lines" drop column "discount_minor";`);
    this.addSql(`drop index "orders_discount_code_id_index";`);
    this.addSql(`drop index "orders_discount_unique";`);
    this.addSql(`alter table "orders" drop constraint "orders_discount_minor_check";`);
    this.addSql(`alter table "orders" drop column "discount_minor", drop column "discount_code_id", drop column "discount_used";`);
  }
}
