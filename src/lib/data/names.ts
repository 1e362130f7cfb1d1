/** Names of people and places, mixed over languages and letters; our own lists, common names only. */

/** A list that is taken apart on first use: not every VU needs it. */
function lazy(text: string): () => readonly string[] {
  let list: readonly string[] | undefined;
  return () => {
    list ??= text.split("|");
    return list;
  };
}

/** By sex: 0 female, 1 male. */
export const FIRST_NAMES = [
  lazy(
    "Aaliyah|Abigail|Aisha|Amara|Amelia|Ana|Beatriz|Camila|Chloé|Clara|Diya|Elena|Emma|Fatima|Gabriela|Hana|Ines|Isabella|Lan|Latoya|Leilani|Madison|Mai|Mariam|Natalia|Noor|Priya|Quinn|Rosa|Savannah|Sophia|Valentina|Wren|Yara|Zoë|Zuri",
  ),
  lazy(
    "Aaron|Abdul|Aiden|André|Andrew|Arjun|Carlos|Christopher|Darius|David|Diego|Elijah|Fernando|Henry|Hiroshi|Isaac|James|Javier|José|Joshua|Kai|Kwame|Leonardo|Logan|Mateo|Miguel|Noah|Oliver|Oscar|Rafael|Santiago|Terrence|Theodore|Trevon|William|Wyatt",
  ),
];

export const LAST_NAMES = lazy(
  "Abdi|Adams|Aguilar|Ahmed|Alexander|Ali|Alvarez|Anderson|Bailey|Baker|Banerjee|Begay|Brooks|Brown|Bui|Campbell|Carter|Castillo|Chang|Chavez|Chen|Clark|Coleman|Collins|Davis|Delgado|Desai|Diaz|Do|Edwards|Evans|Fernández|Flores|Foster|Garcia|Gómez|Gray|Green|Guerrero|Gupta|Hall|Harris|Hernandez|Herrera|Hill|Hoang|Howard|Huang|Jackson|James|Jenkins|Jimenez|Johnson|Jones|Kaur|Kelly|Khan|Kim|King|Kowalski|Lee|Lewis|Li|Lin|Lopez|Martin|Medina|Mendoza|Mitchell|Mohamed|Moore|Morales|Morgan|Murphy|Muñoz|Nelson|Ng|Nguyen|O'Brien|Okafor|Ortega|Ortiz|Osei|Park|Patel|Peña|Perez|Pham|Phillips|Price|Ramos|Reyes|Rivera|Roberts|Robinson|Rodriguez|Rojas|Romero|Ross|Ruiz|Salazar|Sanchez|Schmidt|Scott|Shah|Silva|Singh|Smith|Stewart|Tanaka|Taylor|Thomas|Thompson|Torres|Tsosie|Turner|Vargas|Vasquez|Vega|Walker|Ward|Washington|White|Williams|Wilson|Wong|Wright|Yang|Young|Zhang",
);

export const STREETS = lazy(
  "Acacia|Bluebonnet|Canyon|Cottonwood|Cypress|Elm|Heron|Hickory|Lakeview|Laurel|Live Oak|Maple|Mesquite|Orchard|Palo Verde|Pecan|Prairie|Redbud|Spring Creek|Sycamore|Walnut",
);

export const CITIES = lazy(
  "Alder Falls|Bell Ridge|Cedar Grove|Elm Crossing|Grand Prairie|Lakeside|San Benito|Willow Park",
);
