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
    "Aaliyah|Abigail|Adriana|Aisha|Alejandra|Alice|Amara|Amelia|Amina|Ana|Anh|Anjali|Ava|Beatriz|Brianna|Camila|Carmen|Charlotte|Chloé|Clara|Daniela|Diya|Ebony|Eleanor|Elena|Elif|Emily|Emma|Esperanza|Eva|Fatima|Gabriela|Grace|Hana|Hannah|Imani|Ines|Isabella|Jasmine|Ji-woo|Josephine|Kiara|Lan|Latoya|Layla|Leilani|Lily|Lucía|Madison|Mai|Maria|Mariam|Mei|Mia|Naomi|Natalia|Nia|Noor|Olivia|Paloma|Priya|Quinn|Renée|Rosa|Ruth|Sakura|Savannah|Shanice|Sofía|Sophia|Tamika|Thuy|Valentina|Wren|Ximena|Yara|Yesenia|Zahra|Zoë|Zuri",
  ),
  lazy(
    "Aaron|Abdul|Ahmed|Aiden|Alejandro|Amir|André|Andrew|Ángel|Arjun|Benjamin|Bilal|Caleb|Carlos|Chen|Christopher|Connor|Daniel|Darius|David|DeAndre|Diego|Duc|Eduardo|Elijah|Emmanuel|Ethan|Fernando|Gabriel|Hassan|Henry|Hiroshi|Ibrahim|Isaac|Isaiah|Jamal|James|Javier|Jayden|Jesús|Joaquín|Jordan|José|Joshua|Juan|Kai|Kevin|Khalil|Kwame|Leonardo|Liam|Logan|Luis|Malik|Marcus|Mateo|Matthew|Miguel|Minh|Muhammad|Noah|Oliver|Omar|Oscar|Pablo|Quang|Rafael|Rohan|Samuel|Santiago|Sebastián|Tariq|Terrence|Theodore|Tomás|Trevon|Tyler|Victor|William|Wyatt",
  ),
];

export const LAST_NAMES = lazy(
  "Abdi|Adams|Aguilar|Ahmed|Alexander|Ali|Allen|Alvarez|Anderson|Bailey|Baker|Banerjee|Begay|Bell|Brooks|Brown|Bui|Campbell|Carter|Castillo|Castro|Chang|Chavez|Chen|Clark|Coleman|Collins|Cruz|Davis|Delgado|Desai|Diaz|Do|Edwards|Estrada|Evans|Fernández|Flores|Foster|Garcia|Gómez|Gonzalez|Gray|Green|Guerrero|Gupta|Hall|Harris|Hassan|Hernandez|Herrera|Hill|Hoang|Howard|Huang|Ibarra|Jackson|James|Jenkins|Jimenez|Johnson|Jones|Kahananui|Kaur|Kelly|Khan|Kim|King|Kowalski|Le|Lee|Lewis|Li|Lin|Lopez|Martin|Martinez|Medina|Mendoza|Mitchell|Mohamed|Moore|Morales|Moreno|Morgan|Murphy|Muñoz|Nelson|Ng|Nguyen|Novak|O'Brien|Okafor|Ortega|Ortiz|Osei|Park|Parker|Patel|Peña|Perez|Pham|Phillips|Price|Ramirez|Ramos|Reyes|Rivera|Roberts|Robinson|Rodriguez|Rogers|Rojas|Romero|Ross|Ruiz|Salazar|Sanchez|Santos|Schmidt|Scott|Shah|Silva|Singh|Smith|Soto|Stewart|Tanaka|Taylor|Thomas|Thompson|Torres|Tran|Tsosie|Turner|Vargas|Vasquez|Vega|Walker|Wang|Ward|Washington|White|Williams|Wilson|Wong|Wood|Wright|Yang|Young|Zhang",
);

export const STREETS = lazy(
  "Acacia|Bluebonnet|Canyon|Cedar|Cottonwood|Cypress|Elm|Fairview|Foxglove|Heron|Hickory|Juniper|Lakeview|Laurel|Live Oak|Magnolia|Maple|Meadow|Mesquite|Mockingbird|Orchard|Palo Verde|Pecan|Pine|Prairie|Redbud|River Bend|Sage|Spring Creek|Sycamore|Walnut|Willow",
);

export const CITIES = lazy(
  "Alder Falls|Bell Ridge|Cedar Grove|Elm Crossing|Grand Prairie|Lakeside|San Benito|Willow Park",
);
