/**
 * The resource model of the sandbox: the definition of each resource in a Data Standard, in the form
 * that validation, storage, dependency order and OpenAPI all read. Pure data, immutable once built.
 */

export type ScalarType = "string" | "integer" | "number" | "boolean" | "date" | "date-time" | "time";

/** What the OpenAPI documents say of a property and nothing else asks for. */
export interface PropertyMarks {
  /** Optional only because the group that it was flattened from is: DMS does not mark it `x-nullable`. */
  readonly nullable?: false;
  readonly deprecated?: true;
}

export interface ScalarProperty extends PropertyMarks {
  readonly kind: "scalar";
  readonly name: string;
  readonly required: boolean;
  readonly identity: boolean;
  readonly type: ScalarType;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** 32 or 64, for integers. */
  readonly bits?: 32 | 64;
  /** Decimal precision and scale, for numbers: 5.2 allows -999.99 to 999.99. */
  readonly precision?: number;
  readonly scale?: number;
  readonly multipleOf?: number;
  /** A regular expression that texts match. */
  readonly pattern?: string;
  /** The only values that are allowed. */
  readonly values?: readonly (string | number | boolean)[];
}

/** A string of the form `namespace#codeValue` that must name an existing descriptor of one type. */
export interface DescriptorProperty extends PropertyMarks {
  readonly kind: "descriptor";
  readonly name: string;
  readonly required: boolean;
  readonly identity: boolean;
  /** For example `GradeLevelDescriptor`, also if the property has another name. */
  readonly descriptor: string;
}

export interface ReferenceKeyField {
  /** Name inside the reference object. */
  readonly name: string;
  readonly type: ScalarType | "descriptor";
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  /** 32 or 64, for integers. */
  readonly bits?: 32 | 64;
  /** Descriptor type, when `type` is "descriptor". */
  readonly descriptor?: string;
  /** Identity paths in the target (`$.a.b`); several when the target unifies them. Empty for abstract targets. */
  readonly targetPaths: readonly string[];
}

export interface ReferenceProperty extends PropertyMarks {
  readonly kind: "reference";
  readonly name: string;
  readonly required: boolean;
  readonly identity: boolean;
  /** Resource name, for example `School`, or an abstract one: `EducationOrganization`, `GeneralStudentProgramAssociation`. */
  readonly target: string;
  /** The role of the target, where its name alone is not enough: `nextYear` in `nextYearSchoolReference`. */
  readonly role?: string;
  readonly keys: readonly ReferenceKeyField[];
}

export interface ObjectProperty extends PropertyMarks {
  readonly kind: "object";
  readonly name: string;
  readonly required: boolean;
  readonly identity: boolean;
  readonly properties: readonly Property[];
  /** Name of the object's type without project: `Assessment_ContentStandard`. */
  readonly schema?: string;
}

export interface CollectionProperty {
  readonly kind: "collection";
  readonly name: string;
  readonly required: boolean;
  readonly identity: false;
  readonly properties: readonly Property[];
  /** Paths relative to the item (`$.a.b`) that identify an item. */
  readonly itemIdentity: readonly string[];
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Name of the item type without project, which several resources may share: `EducationOrganization_Address`. */
  readonly schema?: string;
}

export type Property = ScalarProperty | DescriptorProperty | ReferenceProperty | ObjectProperty | CollectionProperty;

export interface ResourceModel {
  /** URL segment of the project: `ed-fi`, `tpdm`. */
  readonly project: string;
  /** Plural URL segment: `studentSchoolAssociations`. */
  readonly endpoint: string;
  /** `StudentSchoolAssociation`. */
  readonly name: string;
  readonly isDescriptor: boolean;
  /** A descriptor type that is only known from the name of a property, and is in no document. */
  readonly isGuess?: true;
  /** Abstract resource this one is a kind of. */
  readonly subclassOf?: string;
  /** The natural key may change by PUT, and referrers follow. */
  readonly allowIdentityUpdates: boolean;
  readonly properties: readonly Property[];
  /** Flattened identity paths: `$.schoolReference.schoolId`, sorted. */
  readonly identity: readonly string[];
  /** Fields by which others refer to this resource (its key, flattened and unified), sorted by name. */
  readonly referenceKeys: readonly ReferenceKeyField[];
  /** For a subclass: field of the abstract reference -> own identity path, such as `educationOrganizationId` -> `$.schoolId`. */
  readonly abstractKeys?: ReadonlyMap<string, string>;
  /** Pairs of paths (`$.a[*].b.c`) whose values must agree inside one body (contract 8.4). */
  readonly equalities: readonly (readonly [string, string])[];
  /** Domains of the Data Standard, in the order in which DMS names them; descriptors have none. */
  readonly domains: readonly string[];
}

export interface Model {
  /** Version of the data standard, where it is not 5.2. */
  readonly standard?: string;
  /** All resources and descriptors, in model order. */
  readonly resources: readonly ResourceModel[];
  /** By `project/endpoint` in lower case. */
  readonly byEndpoint: ReadonlyMap<string, ResourceModel>;
  /** By resource name: `School`, `GradeLevelDescriptor`. */
  readonly byName: ReadonlyMap<string, ResourceModel>;
  /** Concrete resources of an abstract name. */
  readonly subclasses: ReadonlyMap<string, readonly ResourceModel[]>;
  /** Key fields of the abstract resources, sorted by name. */
  readonly abstracts?: ReadonlyMap<string, readonly ReferenceKeyField[]>;
}
