import { spawnSync } from "node:child_process";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { parseEnv } from "node:util";
import fc from "fast-check";
import { beforeEach, describe, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/temporary-folder.ts";
import { readEnvFile, tightenMode, writeEnvFile } from "./env-file.ts";
import { withValues } from "./env-text.ts";

// dotenv itself is a dependency of dotenv-cli only, so it is found from there.
const fromHere = createRequire(import.meta.url);
const cli = fromHere.resolve("dotenv-cli/cli.js");
const dotenv = createRequire(cli)("dotenv") as { parse(text: string): Record<string, string> };

let folder = "";
beforeEach(() => {
  folder = temporaryFolder();
});

const awkward = fc.string({
  unit: fc.oneof(fc.constantFrom(..."$#'\"`\\ =nr{}%!aZ0é"), fc.string({ minLength: 1, maxLength: 1 })),
  maxLength: 24,
});
/** What can be in an env file at all: no control characters, and not every kind of quote where quotes are needed. */
const writable = awkward.filter(
  (text) => !/\p{Cc}/u.test(text) && !(text.includes("'") && text.includes("`")) && !/\\[nr]/.test(text),
);

describe("values", () => {
  it("are read the same by Node and dotenv, among lines of others", () => {
    const lines = fc.constantFrom('# it\'s "odd" `here`', "", "OTHER='a b' # c", "export FIRST=1", 'X="two\nlines"');
    fc.assert(
      fc.property(
        fc.array(lines, { maxLength: 5 }),
        writable,
        writable,
        fc.boolean(),
        (others, key, secret, isKnown) => {
          const known = isKnown ? "CLIENT_SECRET=old\n" : "";
          const text = withValues(`${known}${others.join("\n")}\n`, { CLIENT_ID: key, CLIENT_SECRET: secret });
          expect(parseEnv(text)).toMatchObject({ CLIENT_ID: key, CLIENT_SECRET: secret });
          expect(dotenv.parse(text)).toMatchObject({ CLIENT_ID: key, CLIENT_SECRET: secret });
          for (const line of others) expect(text).toContain(line);
        },
      ),
      { seed: 7, numRuns: 3_000 },
    );
  });

  it("are refused when no env file can hold them", () => {
    for (const secret of ["two\nlines", "#'`\"", " '`\" "]) {
      expect(() => withValues("", { A: secret })).toThrow(/cannot be written/);
    }
  });

  it("reach a command through dotenv-cli --no-expand unchanged", () => {
    const secret = `$HOME #1 'q' \\ $${"{PATH}"}`;
    const file = join(folder, ".env");
    writeFileSync(file, withValues("", { LOAD_TEST_SECRET: secret }));
    const script = "process.stdout.write(process.env.LOAD_TEST_SECRET ?? '')";
    const done = spawnSync(process.execPath, [cli, "--no-expand", "-e", file, "--", process.execPath, "-e", script]);
    expect(done.stdout.toString()).toBe(secret);
  });
});

describe("withValues", () => {
  it("changes only the lines it is asked to change", () => {
    const text = "# mine\r\nexport CLIENT_ID = old # why\r\n\r\nOTHER=1\r\nCLIENT_SECRET=older\nCLIENT_SECRET=old";
    expect(withValues(text, { CLIENT_ID: "new", CLIENT_SECRET: "s", API_BASE_URL: "http://h" })).toBe(
      "# mine\nexport CLIENT_ID=new\n\nOTHER=1\nCLIENT_SECRET=s\nAPI_BASE_URL=http://h\n",
    );
  });

  it("does not take a line inside a quoted value for an assignment", () => {
    const text = "NOTE='a\nCLIENT_ID=no\nb'\nCLIENT_ID=old\n";
    expect(withValues(text, { CLIENT_ID: "new" })).toBe("NOTE='a\nCLIENT_ID=no\nb'\nCLIENT_ID=new\n");
  });

  it("adds new names in the order given", () => {
    expect(withValues("", { A: "1", B: "2" })).toBe("A=1\nB=2\n");
  });
});

describe("writeEnvFile", () => {
  const path = (): string => join(folder, ".env.load-test");

  it("makes a file that only its owner can read, and leaves nothing else", async () => {
    await writeEnvFile(path(), { CLIENT_ID: "a" });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([".env.load-test"]);
    expect(await readEnvFile(path())).toEqual({ CLIENT_ID: "a" });
  });

  it("takes rights from others when the file had looser ones", async () => {
    writeFileSync(path(), "A=1\n");
    chmodSync(path(), 0o644);
    expect(await tightenMode(path())).toBe(true);
    expect(await tightenMode(path())).toBe(false);
    expect(statSync(path()).mode & 0o777).toBe(0o600);
    chmodSync(path(), 0o664);
    await writeEnvFile(path(), { A: "2" });
    expect(statSync(path()).mode & 0o777).toBe(0o600);
  });

  it("keeps a symbolic link", async () => {
    writeFileSync(join(folder, "real"), "A=1\n");
    symlinkSync(join(folder, "real"), path());
    await writeEnvFile(path(), { A: "2" });
    expect(lstatSync(path()).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(folder, "real"), "utf8")).toBe("A=2\n");
  });

  it("says in one line what is wrong with a path, and never the value", async () => {
    mkdirSync(path());
    await expect(writeEnvFile(path(), { CLIENT_SECRET: "hush" })).rejects.toThrow(/^Cannot read .* \(EISDIR\)$/);
    await expect(writeEnvFile(join(folder, "none", "x"), { A: "1" })).rejects.toMatchObject({ kind: "config" });
  });

  it("refuses a file whose open quote would swallow the new line", async () => {
    writeFileSync(path(), "A='open\n");
    await expect(writeEnvFile(path(), { CLIENT_SECRET: "it's #1" })).rejects.toThrow(/would not be read back/);
    expect(readFileSync(path(), "utf8")).toBe("A='open\n");
  });

  it("mends a half-written line of its own", async () => {
    writeFileSync(path(), "A=1\nCLIENT_SECRET='half");
    await writeEnvFile(path(), { CLIENT_SECRET: "whole" });
    expect(readFileSync(path(), "utf8")).toBe("A=1\nCLIENT_SECRET=whole\n");
  });
});
