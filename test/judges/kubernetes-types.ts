// The fields of every Kubernetes type, read from the assemblies of cdk8s-plus, whose L1 types cdk8s imports from
// Kubernetes' own API schema; each property carries its definition and its wire name, e.g. `...ServiceSpec#clusterIP`.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { KubernetesVersion } from './judge';

/** What a field holds: fields of its own, a list or a map of something, or (undefined) a plain or free-form value. */
export type FieldType = { readonly fields: string } | { readonly items: FieldType } | { readonly values: FieldType } | undefined;

export interface KubernetesTypes {
  readonly release: string;
  /** Definition name to its fields by wire name. */
  readonly definitions: ReadonlyMap<string, ReadonlyMap<string, FieldType>>;
  /** `apps/v1 Deployment` to its definition name. */
  readonly objects: ReadonlyMap<string, string>;
}

interface AssemblyType { primitive?: string; fqn?: string; collection?: { kind: 'array' | 'map'; elementtype: AssemblyType } }
interface AssemblyMember { type: AssemblyType; docs: { custom: { schema: string } } }
interface AssemblyEntry { kind: string; name: string; docs?: { custom?: { schema?: string } }; properties?: AssemblyMember[] }
interface Assembly { schema: string; filename: string; types: Record<string, AssemblyEntry> }

const read = new Map<KubernetesVersion, KubernetesTypes>();

export function kubernetesTypes(version: KubernetesVersion): KubernetesTypes {
  const minor = version === '1.28' ? 28 : 34;
  const types = read.get(version) ?? typesOf(readAssembly(`cdk8s-plus-${minor}`), `1.${minor}`);
  read.set(version, types);
  return types;
}

function readAssembly(name: string): Assembly {
  const directory = dirname(require.resolve(`${name}/package.json`));
  const assembly: Assembly = JSON.parse(readFileSync(join(directory, '.jsii'), 'utf8'));
  // jsii may keep a large assembly compressed beside a pointer to it.
  return assembly.schema === 'jsii/file-redirect'
    ? JSON.parse(gunzipSync(readFileSync(join(directory, assembly.filename))).toString())
    : assembly;
}

function typesOf(assembly: Assembly, release: string): KubernetesTypes {
  const definitions = new Map<string, Map<string, FieldType>>();
  const objects = new Map<string, string>();
  for (const entry of Object.values(assembly.types)) {
    const definition = definitionOf(entry);
    if (!definition) {
      continue;
    }
    const fields = new Map((entry.properties ?? []).map((member) => [member.docs.custom.schema.split('#')[1], typeOf(member.type, assembly)]));
    definitions.set(definition, fields);
    if (entry.name.startsWith('Kube')) {
      // The importer leaves these two to its base class.
      fields.set('apiVersion', undefined).set('kind', undefined);
      const [kind, version, group] = definition.split('.').reverse();
      objects.set(`${group}/${version} ${kind}`, definition);
    }
  }
  return { release, definitions, objects };
}

function definitionOf(entry?: AssemblyEntry): string | undefined {
  return entry?.kind === 'interface' ? entry.docs?.custom?.schema : undefined;
}

function typeOf(type: AssemblyType, assembly: Assembly): FieldType {
  if (type.collection) {
    const element = typeOf(type.collection.elementtype, assembly);
    return type.collection.kind === 'array' ? { items: element } : { values: element };
  }
  // Quantities, times and int-or-strings are classes there, so they end the walk here.
  const definition = type.fqn && definitionOf(assembly.types[type.fqn]);
  return definition ? { fields: definition } : undefined;
}
