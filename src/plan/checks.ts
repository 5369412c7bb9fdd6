import type { Refusals } from './refusal';
import type { Scheduling } from './scheduling';
import { imageProblem } from '../images/image-reference';

/** Checks of single props that several constructs share. Each refuses in the grammar and goes on. */

export function checkImage(image: unknown, property: string, refusals: Refusals): void {
  if (typeof image !== 'string' || image.trim() === '') {
    refusals.add({
      rule: 'image-stated', so: `${property} is ${image === undefined || image === null ? 'missing' : 'empty'}`, why: 'there is nothing to run',
      mend: 'name it, e.g. registry.example/app:1.0.0@sha256:<64 hex digits>',
    });
    return;
  }
  const problem = imageProblem(image);
  if (problem !== undefined) {
    refusals.add({
      rule: 'image-digest-whole', so: `${property === 'image' ? '' : `${property}: `}${problem.of} ${problem.is}`, why: 'the pod would stop in InvalidImageName',
      mend: 'copy the whole reference: name:tag@sha256:<64 hex digits>',
    });
  }
}

export function checkPort(port: number | undefined, property: string, refusals: Refusals): void {
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) {
    refusals.add({ rule: 'port-range', so: `${property} is ${port}`, why: 'a port is a whole number from 1 to 65535', mend: 'state the port that the program listens on' });
  }
}

export function checkWhole(value: number | undefined, property: string, least: number, most: number, refusals: Refusals): void {
  if (value !== undefined && !(Number.isInteger(value) && value >= least && value <= most)) {
    refusals.add({ rule: 'whole-number', so: `${property} is ${value}`, why: `it must be a whole number from ${least} to ${most}`, mend: 'state one' });
  }
}

export function checkShare(value: number | undefined, property: string, least: number, most: number, source: string, refusals: Refusals): void {
  if (value !== undefined && !(value >= least && value <= most)) {
    refusals.add({ rule: 'share-in-range', so: `${property} is ${value}`, why: `${source} allows ${least} to ${most}`, mend: 'state a figure in that range, or an explicit size' });
  }
}

export function checkCores(cores: number | undefined, property: string, refusals: Refusals): void {
  if (cores !== undefined && !(cores >= 0.001 && cores <= 1024)) {
    refusals.add({ rule: 'cores-positive', so: `${property} is ${cores}`, why: 'it must be from 0.001 to 1024 cores', mend: 'state cores, e.g. 0.25' });
  }
}

export function checkUser(user: number | undefined, refusals: Refusals): void {
  if (user !== undefined && !(Number.isInteger(user) && user >= 1 && user <= 2147483647)) {
    refusals.add({
      rule: 'run-as-non-root', so: `user is ${user}`, why: user === 0 ? 'root can use whatever else is misconfigured' : 'it must be a whole number from 1 to 2147483647',
      mend: 'state the numeric user of the image, or leave it out for 65532',
    });
  }
}

export function checkDnsLabel(name: string, property: string, most: number, because: string, refusals: Refusals): void {
  if (name.length > most) {
    refusals.add({
      rule: 'workload-name-length', so: `${property} "${name}" has ${name.length} characters, ${most} are possible`, why: because,
      mend: 'set a shorter one, e.g. metadata: { name: "app" }',
    });
  } else if (!/^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)) {
    refusals.add({
      rule: 'name-valid', so: `${property} is "${name}"`, why: 'a name has lower-case letters, digits and inner dashes only', mend: 'set one that has, e.g. metadata: { name: "app" }',
    });
  }
}

const LABEL_VALUE = /^(|[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?)$/;
const KEY = /^([a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?\/)?[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;

export function checkLabels(labels: Record<string, string> | undefined, property: string, refusals: Refusals): void {
  for (const [key, value] of Object.entries(labels ?? {})) {
    if (!KEY.test(key) || typeof value !== 'string' || !LABEL_VALUE.test(value)) {
      refusals.add({
        rule: 'label-valid', so: `${property}["${key}"] is "${value}"`, why: 'the API server takes at most 63 letters, digits, "-", "_" and "." as key and value of a label',
        mend: 'shorten or rename it',
      });
    }
  }
}

export function checkScheduling(scheduling: Scheduling | undefined, refusals: Refusals): void {
  checkLabels(scheduling?.nodeSelector, 'scheduling.nodeSelector', refusals);
  for (const { key, effect, value } of scheduling?.tolerations ?? []) {
    if (effect !== undefined && !['NoSchedule', 'PreferNoSchedule', 'NoExecute'].includes(effect)) {
      refusals.add({
        rule: 'toleration-valid', so: `a toleration has the effect "${effect}"`, why: 'which is none', mend: 'write NoSchedule, PreferNoSchedule or NoExecute',
      });
    }
    if (key === undefined && value !== undefined) {
      refusals.add({ rule: 'toleration-valid', so: `a toleration has the value "${value}" but no key`, why: 'which the API server refuses', mend: 'name the key' });
    }
  }
}

export function checkAnnotations(annotations: Record<string, string> | undefined, property: string, refusals: Refusals): void {
  for (const [key, value] of Object.entries(annotations ?? {})) {
    if (!KEY.test(key) || typeof value !== 'string') {
      refusals.add({ rule: 'label-valid', so: `${property}["${key}"] is no annotation`, why: 'its key must be a qualified name and its value text', mend: 'rename it' });
    }
  }
}

export function checkVariables(names: readonly string[], property: string, refusals: Refusals): void {
  for (const name of names.filter((each) => !/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(each) || each === '.' || each.startsWith('..'))) {
    refusals.add({ rule: 'variable-name', so: `${property}["${name}"] is no name of a variable`, why: 'the API server refuses it', mend: 'use letters, digits and "_"' });
  }
}
