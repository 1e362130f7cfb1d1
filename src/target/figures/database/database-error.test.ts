import { expect, test } from "vitest";
import { DatabaseError, databaseError } from "./database-error.ts";

const ADDRESS = { shown: "db:5432/edfi", host: "db", port: 5432, user: "watcher", database: "edfi" };

function failure(code: string, message = "as the server says"): Error {
  return Object.assign(new Error(message), code === "" ? {} : { code });
}

test.each([
  ["28P01", "", "The database db:5432/edfi does not accept the password of role watcher"],
  ["28000", "", "The database db:5432/edfi does not let role watcher in"],
  ["3D000", "", "The database db:5432/edfi has no database edfi"],
  ["53300", "", "The database db:5432/edfi has no connection left"],
  ["57014", "", "The database db:5432/edfi took too long to answer a query for figures"],
  ["42P01", 'relation "x" does not exist', 'The database db:5432/edfi answers 42P01: relation "x" does not exist'],
  ["", "Connection terminated unexpectedly", "The connection to the database db:5432/edfi was lost"],
  ["", "Connection terminated due to connection timeout", "The database db:5432/edfi does not answer within 4 s"],
  ["", "Query read timeout", "The database db:5432/edfi does not answer within 4 s"],
  [
    "",
    "There was an error establishing an SSL connection",
    "The database db:5432/edfi does not answer as PostgreSQL does",
  ],
  ["", "The server does not support SSL connections", "The database db:5432/edfi does not offer TLS"],
  ["ECONNREFUSED", "", "No connection to the database db:5432/edfi: db:5432 refused the connection"],
  ["ENOTFOUND", "", "No connection to the database db:5432/edfi: the host name db cannot be resolved"],
])("%s %s", (code, message, line) => {
  const error = databaseError(failure(code, message), ADDRESS, 4000);
  expect(error.message).toBe(line);
  expect(error.fix).not.toBe("");
});

test("what has a line keeps it", () => {
  const error = new DatabaseError("a line", "a fix");
  expect(databaseError(error, ADDRESS, 4000)).toBe(error);
});
