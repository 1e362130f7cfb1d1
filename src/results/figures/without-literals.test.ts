import * as fc from "fast-check";
import { expect, test } from "vitest";
import { withoutLiterals } from "./without-literals.ts";

test.each([
  ["select * from t where a = 'x' and b = 17", "select * from t where a = ? and b = ?"],
  ["select 'it''s' , 'b'", "select ? , ?"],
  ["select E'it\\'s' , 'b'", "select ? , ?"],
  ["select U&'d\\0061t' , B'101', x'1f', N'n'", "select U&? , ?, ?, ?"],
  ["do $$ begin perform 'a'; end $$", "do ?"],
  ["do $body$ select $$ a $$ $body$ language sql", "do ? language sql"],
  ["alter role r password 'secret", "alter role r password ?"],
  ['select "t1"."odd ""name 17""" from t1 where c2 = $1', 'select "t1"."odd ""name 17""" from t1 where c2 = $1'],
  ["select 1.5e-10, .5, 1_000, 0x1f, -3, a1, 1e5", "select ?, ?, ?, ?, -?, a1, ?"],
  ["select a -- user 4711\n from t /* trace 'x' */ where b", "select a from t where b"],
  ["select a/* open", "select a"],
  ["select a /* one /* two */ three */ from t", "select a"],
  ['select \'say "hi"\', "it\'s"', 'select ?, "it\'s"'],
])("%s", (sql, shown) => {
  expect(withoutLiterals(sql)).toBe(shown);
});

test("nothing after a backslash before a quote is trusted, whatever the server makes of it", () => {
  expect(withoutLiterals("select 'C:\\', 'secret' from t")).toBe("select ?");
  expect(withoutLiterals("select 'it\\'s secret' from t")).toBe("select ?");
});

test("the text of no literal is left, however it is quoted", () => {
  const value = fc.stringMatching(/^[ a-z'"$\\;\-/*\n]{0,12}$/);
  const quoted = value.chain((text) =>
    fc.constantFrom(
      `'${text.replaceAll("'", "''").replaceAll("\\", "")}SECRET'`,
      `E'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}SECRET'`,
      // Without a `q`: the text cannot hold the tag that ends it.
      `$q$${text.replaceAll("q", "")}SECRET$q$`,
    ),
  );
  fc.assert(
    fc.property(fc.array(quoted, { minLength: 1, maxLength: 4 }), (values) => {
      const shown = withoutLiterals(`insert into t ("a 1", b) values (${values.join(", ")}, $1)`);
      expect(shown).toBe(`insert into t ("a 1", b) values (${values.map(() => "?").join(", ")}, $1)`);
    }),
  );
});
