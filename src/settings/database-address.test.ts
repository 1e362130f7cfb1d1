import { expect, test } from "vitest";
import { addressProblem, readAddress } from "./database-address.ts";

test("an address with all its parts", () => {
  expect(readAddress("postgresql://watch%40er:p%2Fw@db.example.org:6543/ed%20fi?sslmode=verify-full")).toEqual({
    host: "db.example.org",
    port: 6543,
    user: "watch@er",
    password: "p/w",
    database: "ed fi",
    encryption: [{}],
    shown: "db.example.org:6543/ed fi",
  });
});

test("what may be left out", () => {
  expect(readAddress("postgres://watcher@[::1]/edfi")).toEqual({
    host: "::1",
    port: 5432,
    user: "watcher",
    password: "",
    database: "edfi",
    encryption: [{ rejectUnauthorized: false }, false],
    shown: "[::1]:5432/edfi",
  });
});

test.each([
  ["", undefined],
  ["postgresql://u:secret@host/db", undefined],
  ["Host=h;Password=secret", "its value is not of the form postgresql://user:password@host:5432/database"],
  ["mysql://u:secret@host/db", "its value is not of the form postgresql://user:password@host:5432/database"],
  [
    "postgresql://host/db",
    "user, host or database is missing; it must be of the form postgresql://user:password@host:5432/database",
  ],
  [
    "postgresql://u:secret@host",
    "user, host or database is missing; it must be of the form postgresql://user:password@host:5432/database",
  ],
  ["postgresql://u:%80@host/db", "its value is not of the form postgresql://user:password@host:5432/database"],
  ["postgresql://u:secret@host/db?options=x", "only the parameter sslmode is supported, not options"],
  [
    "postgresql://u:secret@host/db?sslmode=on",
    "sslmode is not one of disable, prefer, require, verify-ca, verify-full",
  ],
])("%s", (text, problem) => {
  expect(addressProblem(text)).toBe(problem);
});
