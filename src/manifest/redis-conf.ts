import { MIB } from '../sizing/amount';
import { RedisDurability } from '../sizing/redis';

/** What a Redis server's configuration follows from. Bytes. */
export interface RedisConfiguration {
  readonly durability: RedisDurability;
  readonly dataset: number;
  readonly dataDirectory: string;
  readonly port: number;
  readonly settings: Readonly<Record<string, string>>;
}

const PERSISTENCE: Record<RedisDurability, Record<string, string>> = {
  // Redis keeps snapshots unless it is told not to.
  [RedisDurability.CACHE]: { save: '""', appendonly: 'no' },
  [RedisDurability.SNAPSHOT]: { save: '900 1 300 10 60 10000', appendonly: 'no' },
  [RedisDurability.APPEND_ONLY]: { save: '""', appendonly: 'yes', appendfsync: 'everysec' },
  [RedisDurability.APPEND_ONLY_AND_SNAPSHOT]: { save: '900 1 300 10 60 10000', appendonly: 'yes', appendfsync: 'everysec' },
};

/** redis.conf: persistence and eviction by durability, memory by the data set, then what the user sets. */
export function redisConf(configuration: RedisConfiguration): string {
  const { durability, dataset, dataDirectory, port, settings } = configuration;
  const own: Record<string, string> = {
    'bind': '* -::*',
    'port': `${port}`,
    // The policy admits only whom connections name; without this an unprotected server refuses all but loopback.
    'protected-mode': 'no',
    'dir': dataDirectory,
    'daemonize': 'no',
    'pidfile': '""',
    'logfile': '""',
    'maxmemory': `${Math.floor(dataset / MIB)}mb`,
    // A cache forgets the least used; a database refuses writes rather than lose data.
    'maxmemory-policy': durability === RedisDurability.CACHE ? 'allkeys-lru' : 'noeviction',
    ...PERSISTENCE[durability],
    ...durability === RedisDurability.CACHE ? {} : { 'auto-aof-rewrite-percentage': '100' },
    ...settings,
  };
  return Object.entries(own).map(([name, value]) => `${name} ${value}\n`).join('');
}
