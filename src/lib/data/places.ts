/** Addresses, mail addresses and telephones, as people and organizations have them. */
import type { Vocabulary } from "./dataset.ts";
import { type Draft, has, one, pickOf } from "./descriptors.ts";
import { pick } from "./hash.ts";
import { CITIES, STREETS } from "./names.ts";

const WAYS = ["St", "Ave", "Dr", "Ln", "Blvd"];

/** Sets `addresses` to one item, of the kind at a position of the addressType values. */
export function setAddress(b: Draft, v: Vocabulary, h: number, kind: number): void {
  if (!has(v, "addressType") || !has(v, "stateAbbreviation")) return;
  const city = h % CITIES().length;
  const item = {
    addressTypeDescriptor: pickOf("addressType", kind),
    city: CITIES()[city],
    postalCode: `${78600 + city}`,
    stateAbbreviationDescriptor: pickOf("stateAbbreviation", 0),
    streetNumberName: `${100 + ((h >>> 4) % 9800)} ${pick(STREETS(), h >>> 15)} ${pick(WAYS, h >>> 21)}`,
    nameOfCounty: "Comanche",
  };
  b.addresses = [item];
}

/** Sets address, e-mail and telephone of a person; `kind` is the position of the e-mail type. */
export function setReach(b: Draft, v: Vocabulary, h: number, id: string, kind: number): void {
  setAddress(b, v, h, 0);
  if (has(v, "electronicMailType")) {
    b.electronicMails = [{ electronicMailAddress: `p${id}@example.org`, ...one("electronicMailType", kind) }];
  }
  if (has(v, "telephoneNumberType")) {
    const telephoneNumber = `(512) 555-${1000 + ((h >>> 7) % 9000)}`;
    b.telephones = [{ telephoneNumber, ...one("telephoneNumberType", h >>> 3) }];
  }
}
