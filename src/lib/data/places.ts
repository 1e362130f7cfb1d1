/** Addresses, mail addresses and telephones, as people and organizations have them. */
import type { Vocabulary } from "./dataset.ts";
import { D, type Draft, has } from "./descriptors.ts";
import { pick } from "./hash.ts";
import { CITIES, STREETS } from "./names.ts";

/** Descriptors that address() and reach() use. */
export const ADDRESS = "addressType# stateAbbreviation#";
export const REACH = `${ADDRESS} electronicMailType# telephoneNumberType#`;

const WAYS = ["St", "Ave", "Dr", "Ln", "Blvd"];

/** Sets `addresses` to one item, of the kind at a position of the addressType values. */
export function address(b: Draft, v: Vocabulary, h: number, kind: number): void {
  if (!has(v, "addressType") || !has(v, "stateAbbreviation")) return;
  const city = h % CITIES.length;
  b.addresses = [
    {
      addressTypeDescriptor: D.addressType[kind],
      city: CITIES[city],
      postalCode: `${78600 + city * 7 + ((h >>> 9) % 7)}`,
      stateAbbreviationDescriptor: D.stateAbbreviation[0],
      streetNumberName: `${100 + ((h >>> 4) % 9800)} ${pick(STREETS, h >>> 15)} ${pick(WAYS, h >>> 21)}`,
      nameOfCounty: "Comanche",
    },
  ];
}

/** Sets address, e-mail and telephone of a person; `mail` is the name before the @, `kind` the position of the e-mail type. */
export function reach(b: Draft, v: Vocabulary, h: number, mail: string, kind: number): void {
  address(b, v, h, 0);
  if (has(v, "electronicMailType")) {
    b.electronicMails = [
      { electronicMailAddress: `${mail}@example.org`, electronicMailTypeDescriptor: D.electronicMailType[kind] },
    ];
  }
  if (has(v, "telephoneNumberType")) {
    b.telephones = [
      {
        telephoneNumber: `(512) 555-${1000 + ((h >>> 7) % 9000)}`,
        telephoneNumberTypeDescriptor: pick(D.telephoneNumberType, h >>> 3),
      },
    ];
  }
}
