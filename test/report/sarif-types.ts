/** The part of SARIF that the tests look at. */

export interface SarifLocation {
  readonly id?: number;
  readonly physicalLocation: {
    readonly artifactLocation: { readonly uri: string };
    readonly region: { readonly startLine: number; readonly startColumn: number; readonly endLine: number; readonly endColumn: number };
  };
  readonly logicalLocations?: readonly { readonly fullyQualifiedName: string }[];
}

export interface SarifResult {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly level: string;
  readonly message: { readonly text: string };
  readonly locations: readonly SarifLocation[];
  readonly relatedLocations?: readonly SarifLocation[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
  readonly suppressions: readonly { readonly kind: string; readonly justification: string }[];
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface SarifRun {
  readonly tool: { readonly driver: {
    readonly name: string;
    readonly rules: readonly {
      readonly id: string; readonly name: string;
      readonly shortDescription: { readonly text: string }; readonly fullDescription: { readonly text: string };
      readonly help: { readonly text: string; readonly markdown: string };
      readonly helpUri?: string;
      readonly properties: { readonly tags: readonly string[]; readonly precision: string; readonly 'security-severity': string };
    }[];
  } };
  readonly automationDetails: { readonly id: string };
  readonly invocations: readonly { readonly executionSuccessful: boolean; readonly toolExecutionNotifications: readonly { readonly level: string; readonly descriptor: { readonly id: string }; readonly message: { readonly text: string } }[] }[];
  readonly versionControlProvenance?: readonly Readonly<Record<string, unknown>>[];
  readonly results: readonly SarifResult[];
}

export interface SarifDocument {
  readonly $schema: string;
  readonly version: string;
  readonly runs: readonly SarifRun[];
}
