import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
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
import { parseEnvText, readEnvFile, tightenMode, writeEnvFile } from "./env-file.ts";
import { isReadByShells, withValues } from "./env-text.ts";

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

/** 40 characters of those that secrets of DMS are made of: all printable ones. */
function secretOf(seed: number): string {
  const digest = createHash("sha512").update(`secret ${seed}`).digest();
  return Array.from(digest.subarray(0, 40), (byte) => String.fromCharCode(0x21 + (byte % 94))).join("");
}

/** Undefined for a secret that no env file can hold. */
function textOrNothing(secret: string): string | undefined {
  try {
    return withValues("", { CLIENT_SECRET: secret });
  } catch {
    return undefined;
  }
}

/** CLIENT_SECRET of each file, as bash has it after `source`; nothing can be run from there. */
function sourced(files: readonly string[]): readonly string[] {
  const script =
    'PATH=; for file; do CLIENT_SECRET=; source "$file"; printf "%s\\0" "$CLIENT_SECRET"; done 2>/dev/null';
  const readable = files.map((file) => (/do not source/.test(readFileSync(file, "utf8")) ? "/dev/null" : file));
  const done = spawnSync("bash", ["-c", script, "bash", ...readable], { encoding: "utf8" });
  return done.stdout.split("\0");
}

/** As `docker run --env-file`: no quotes, no escapes; lines that begin with # are comments. */
function inDocker(text: string): Record<string, string> {
  const lines = text.split("\n").filter((line) => line !== "" && !line.startsWith("#"));
  return Object.fromEntries(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

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

  it("of 1,000 random secrets are read the same by dotenv, Node, bash and Docker, or the file says by which", () => {
    const secrets = Array.from({ length: 1000 }, (_, n) => secretOf(n));
    const files = secrets.map((secret) => {
      const text = textOrNothing(secret);
      const file = join(folder, `${secrets.indexOf(secret)}.env`);
      writeFileSync(file, text ?? "");
      return { secret, text, file };
    });
    const inBash = sourced(files.map(({ file }) => file));
    const readers = { all: 0, shells: 0, dotenv: 0, none: 0 };
    for (const [index, { secret, text }] of files.entries()) {
      if (text === undefined) {
        readers.none += 1;
        continue;
      }
      expect(parseEnv(text)).toEqual({ CLIENT_SECRET: secret });
      expect(dotenv.parse(text)).toEqual({ CLIENT_SECRET: secret });
      expect(isReadByShells(secret)).toBe(!text.includes("do not source"));
      if (isReadByShells(secret)) expect(inBash[index]).toBe(secret);
      if (!text.startsWith("#")) expect(inDocker(text)).toEqual({ CLIENT_SECRET: secret });
      readers[!text.startsWith("#") ? "all" : isReadByShells(secret) ? "shells" : "dotenv"] += 1;
    }
    expect(readers.all + readers.shells).toBeGreaterThan(650);
    expect(readers.none).toBeLessThan(50);
  });

  it("of letters and digits need no quotes and no comment", () => {
    expect(withValues("", { CLIENT_SECRET: "aB3-x_y.z/+=" })).toBe("CLIENT_SECRET=aB3-x_y.z/+=\n");
  });

  it("take their comment along when they are changed or removed", () => {
    const text = withValues("# mine\n", { CLIENT_ID: "a", CLIENT_SECRET: "a-Bc(De(f" });
    expect(text).toMatch(
      /^# mine\nCLIENT_ID=a\n# Read the same by dotenv, Node and bash.*\nCLIENT_SECRET='a-Bc\(De\(f'\n$/,
    );
    expect(withValues(text, { CLIENT_SECRET: "it's `$x`" })).toMatch(
      /^# mine\nCLIENT_ID=a\n# Read .* do not source .*\n.+\n$/,
    );
    expect(withValues(text, { CLIENT_SECRET: "plain" })).toBe("# mine\nCLIENT_ID=a\nCLIENT_SECRET=plain\n");
    expect(withValues(text, { CLIENT_ID: undefined, CLIENT_SECRET: undefined })).toBe("# mine\n");
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

it.each([
  ["A\t=1\n", "1"],
  ["A \t =\t 1\t\n", "1"],
  ["export\tA\t=\t'1 '\t\n", "1 "],
  ["A\u00a0=\u00a01\n", "1"],
  ['A\t=\t"1\t\n2"\n', "1\t\n2"],
  ["A=1\t# one\n", "1"],
])("%j is read as by dotenv", (text, value) => {
  expect(dotenv.parse(text)).toEqual({ A: value });
  expect(parseEnvText(text)).toEqual({ A: value });
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
