/** YAML files as the server shall see them: each document's own text, and what it says. */
import * as fs from 'fs';
import * as path from 'path';
import * as yaml from 'js-yaml';
import type { KubeObject } from './client';

export interface Document {
  readonly text: string;
  readonly object: KubeObject;
  /** `Kind/name`. */
  readonly label: string;
}

export function readDocuments(file: string): Document[] {
  const documents = fs.readFileSync(file, 'utf8').split(/^---\s*$/m)
    .map((text) => ({ text, object: yaml.load(text) as KubeObject | undefined | null }))
    .flatMap(({ text, object }) => (object ? [{ text, object, label: labelOf(object) }] : []));
  if (documents.length === 0) throw new Error(`${file} holds no object`);
  return documents;
}

export function labelOf(object: KubeObject): string {
  return `${object.kind}/${object.metadata?.name ?? object.metadata?.generateName}`;
}

/** Every YAML file below a folder, sorted; an empty or missing folder would test nothing and is an error. */
export function yamlFiles(folder: string, accept: (relative: string) => boolean = () => true): string[] {
  const all = fs.existsSync(folder) ? fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }) : [];
  const files = all.filter((name) => name.endsWith('.yaml') && accept(name)).sort();
  if (files.length === 0) throw new Error(`no YAML to judge in ${path.relative(process.cwd(), folder)}`);
  return files.map((name) => path.join(folder, name));
}
