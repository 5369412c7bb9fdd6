/** What holds for every pod this library emits, whatever it does. */
import * as assert from 'assert';
import { Section } from './ledger';
import { Container } from '../runner/container';
import { Json } from '../runner/manifest';
import { Pod } from '../runner/pod';

const PLACES = ['/', '/bin', '/dev', '/etc', '/home', '/lib', '/opt', '/run', '/srv', '/tmp', '/usr', '/usr/local/bin', '/var', '/var/cache',
  '/var/lib', '/var/log', '/var/run', '/var/spool', '/var/tmp'];

export async function hardened(section: Section, pods: Pod[]): Promise<void> {
  for (const container of pods[0].containers.filter(one => one.running)) {
    const where = `${pods[0].plan.owner.metadata.name}/${container.name}`;
    await section.check(`${where}: no capability, no new privileges, a seccomp filter`, async () => {
      const status = (await container.exec(['cat', '/proc/1/status'])).stdout;
      const field = (name: string) => new RegExp(`^${name}:\\s+(\\S+)`, 'm').exec(status)?.[1];
      for (const set of ['CapInh', 'CapPrm', 'CapEff', 'CapBnd', 'CapAmb']) assert.equal(Number(`0x${field(set)}`), 0, set);
      assert.equal(field('NoNewPrivs'), '1');
      assert.equal(field('Seccomp'), '2');
      assert.notEqual(field('Uid'), '0');
    });
    await section.check(`${where}: writes nowhere but in its volumes`, () => writesNowhereElse(container));
    await section.check(`${where}: writes in each of its writable volumes`, () => writesInVolumes(container, pods[0]));
  }
  if (pods.length > 1) await section.check(`${pods[0].plan.owner.metadata.name}: replicas have separate file systems`, () => separate(pods));
}

function writable(container: Container, pod: Pod): string[] {
  const readOnly = (mount: Json) => mount.readOnly === true || pod.volumes.find(volume => volume.name === mount.name)?.readOnly;
  return (container.spec.volumeMounts ?? []).filter((mount: Json) => !readOnly(mount)).map((mount: Json) => mount.mountPath);
}

async function writesNowhereElse(container: Container): Promise<void> {
  const mounts: string[] = (container.spec.volumeMounts ?? []).map((mount: Json) => mount.mountPath);
  const inside = (place: string) => mounts.some(at => place === at || place.startsWith(`${at}/`) || place.replace('/var/run', '/run') === at);
  const places = PLACES.filter(place => !inside(place));
  const script = 'for at in "$@"; do if touch "$at/probe" 2>/dev/null; then echo "wrote $at"; fi; touch "$at/probe" 2>&1; done; true';
  const { output } = await container.exec(['sh', '-c', script, 'sh', ...places]);
  assert.doesNotMatch(output, /^wrote/m);
  for (const place of places.filter(at => at !== '/dev')) assert.match(output, new RegExp(`'${place}/+probe': (Read-only file system|No such file)`));
  assert.match(output, /'\/usr\/probe': Read-only file system/);
  assert.match(output, /'\/dev\/probe': Permission denied/);
}

async function writesInVolumes(container: Container, pod: Pod): Promise<void> {
  for (const at of writable(container, pod)) {
    const { code, output } = await container.exec(['sh', '-c', 'touch "$1/.probe" && rm "$1/.probe"', 'sh', at]);
    assert.equal(code, 0, output);
  }
}

/** A name written by one replica into each of its volumes is seen by no other. */
async function separate(pods: Pod[]): Promise<void> {
  const [writer, ...others] = pods;
  for (const at of [...writable(writer.container(), writer), '/dev/shm']) {
    await writer.exec(['touch', `${at}/only-mine`]);
    for (const other of others) {
      const { code } = await other.exec(['test', '-e', `${at}/only-mine`]);
      assert.notEqual(code, 0, `${at} is shared by ${writer.name} and ${other.name}`);
    }
    await writer.exec(['rm', `${at}/only-mine`]);
  }
}
