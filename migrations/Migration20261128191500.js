import { Migration } from "@mikro-orm/migrations";

/** Marks that search ignores: accents, points of Hebrew and Arabic, joiners, soft hyphens, apostrophes. */
const IGNORED = String.raw`[\u0300-\u036f\u00ad\u0591-\u05bd\u05bf-\u05c7\u0640\u064b-\u065f\u200b-\u200f\u2060\ufe00-\ufe0f''\u2018\u2019\u02bc]`;

/** Punctuation and symbols, listed by code point, as classes of characters depend on the locale of the database. */
const BETWEEN_WORDS = String.raw`[\u0001-\u002f\u003a-\u0040\u005b-\u0060\u007b-\u00bf\u00d7\u00f7\u037e\u0387\u0589\u05be\u05c0\u05c3\u060c\u061b\u061f\u066a-\u066d\u06d4\u0964\u0965\u0e2f\u0e5a\u0e5b\u2000-\u2bff\u2e00-\u2e7f\u3000-\u3004\u3008-\u3020\u3030-\u303f\u30a0\u30fb\ufd3e\ufd3f\U0001f000-\U0001faff]+`;

/** Thai, Lao, Burmese, Khmer, Kana and Han: their texts have no spaces, so each character is a word. */
const WITHOUT_SPACES = String.raw`([\u0e01-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])`;

const FUNCTION = "language sql immutable strict parallel safe";

const searchColumn = (vectorOf) =>
  `alter table "problems" add column "search" tsvector generated always as (setweight(${vectorOf("title")}, 'A') || setweight(${vectorOf("tags_text(tags)")}, 'B') || setweight(${vectorOf("statement")}, 'C')) stored null;`;

export class Migration20261128191500 extends Migration {
  async up() {
    this.addSql(`
      create function search_fold(input text) returns text ${FUNCTION} return
        regexp_replace(
          replace(replace(replace(
            translate(
              normalize(lower(regexp_replace(normalize(input, NFKD), '${IGNORED}', '', 'g') collate "und-x-icu"), NFKC),
              'øłđðħŧıς', 'olddhtiσ'
            ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'),
          '${BETWEEN_WORDS}', ' ', 'g'
        );`);
    this.addSql(`
      create function search_words(input text) returns text ${FUNCTION} return
        regexp_replace(search_fold(input), '${WITHOUT_SPACES}', ' \\1 ', 'g');`);
    // Stems find other forms of a word; the words as they are find beginnings and stop words.
    this.addSql(`
      create function search_vector(input text) returns tsvector ${FUNCTION} begin atomic
        select to_tsvector('english', words) || to_tsvector('simple', words) from (select search_words(input) as words offset 0) folded;
      end;`);
    // 20 words are enough for a search, and a bound to its cost.
    this.addSql(`
      create function search_prefixes(input text) returns tsquery ${FUNCTION} begin atomic
        select coalesce(string_agg('(' || query::text || ')', ' & ')::tsquery, ''::tsquery)
        from (
          select to_tsquery('simple', '''' || words || ''':*') || phraseto_tsquery('english', words) as query
          from (
            select search_words(word) as words from regexp_split_to_table(search_fold(input), ' ') with ordinality split (word, place)
            where word <> '' group by word order by min(place) limit 20
          ) folded
        ) queries
        where numnode(query) > 0;
      end;`);
    this.addSql(`
      create function search_phrase(input text) returns tsquery ${FUNCTION} begin atomic
        select phraseto_tsquery('simple', words) || phraseto_tsquery('english', words)
        from (select search_words(input) as words offset 0) folded;
      end;`);
    this.addSql(`alter table "problems" drop column "search";`);
    this.addSql(searchColumn((text) => `search_vector(${text})`));
    this.addSql(`create index problems_search_index on problems using gin (search);`);
    this.addSql(`create index problems_title_index on problems (status, title collate "und-x-icu", id desc);`);
  }

  async down() {
    this.addSql(`drop index "problems_title_index";`);
    this.addSql(`alter table "problems" drop column "search";`);
    this.addSql(searchColumn((text) => `to_tsvector('english', ${text})`));
    this.addSql(`create index problems_search_index on problems using gin (search);`);
    for (const name of ["search_phrase", "search_prefixes", "search_vector", "search_words", "search_fold"]) {
      this.addSql(`drop function ${name};`);
    }
  }
}
