import fc from "fast-check";
import { expect, it } from "vitest";
import { journalName, readJournalName, readRecordName, recordName } from "./run-files.ts";

const file = fc.record({ number: fc.integer({ min: 1, max: 999_999 }), isCompressed: fc.boolean() });

it("knows the numbered files by the names that it gives them, and the two series apart", () => {
  fc.assert(
    fc.property(file, (file) => {
      expect(readJournalName(journalName(file))).toEqual(file);
      expect(readRecordName(recordName(file))).toEqual(file);
      expect(readJournalName(recordName(file)) ?? readRecordName(journalName(file))).toBeUndefined();
    }),
  );
});

it.each([
  "journal.log",
  "journal-0.log",
  "journal-01.log",
  "journal-1.log.gz.part",
  "my-journal-1.log",
  "record-x.ndjson",
])("passes over %s", (name) => expect(readJournalName(name) ?? readRecordName(name)).toBeUndefined());
