import { ImageFamily } from './image-family';

/** The memory of a container, for settings that follow from it. Bytes. */
export interface MemoryShare {
  readonly limit: number;
  readonly volumes: number;
}

/** One environment variable that a family needs, and why. */
export interface PresetVariable {
  readonly name: string;
  readonly value: string;
  readonly because: string;
}

const MIB = 1024 * 1024;
/** Share of the free memory that the Java heap may take; metaspace, code cache and threads need the rest. */
const HEAP_SHARE = 0.6;
/** The Go documentation leaves 5 to 10% of a limit for what the runtime does not know of. */
const GO_SHARE = 0.9;

const PYTHON = (): PresetVariable[] => [
  { name: 'PYTHONDONTWRITEBYTECODE', value: '1', because: 'the source tree is read-only, byte code cannot be written beside it' },
];

const JVM = ({ limit, volumes }: MemoryShare): PresetVariable[] => {
  const heap = (100 * HEAP_SHARE * (limit - volumes)) / limit;
  return [{
    name: 'JAVA_TOOL_OPTIONS',
    value: `-XX:MaxRAMPercentage=${heap.toFixed(1)} -XX:+PerfDisableSharedMem -Djava.io.tmpdir=/tmp`,
    because: `heap ${heap.toFixed(1)}% of the limit: ${HEAP_SHARE * 100}% of what memory volumes leave; no performance file is mapped in /tmp`,
  }];
};

const PRESETS: Partial<Record<ImageFamily, (memory: MemoryShare) => PresetVariable[]>> = {
  [ImageFamily.PYTHON]: PYTHON,
  [ImageFamily.GUNICORN]: () => [
    ...PYTHON(),
    {
      name: 'GUNICORN_CMD_ARGS', value: '--worker-tmp-dir /dev/shm',
      because: 'heartbeat files on a slow disk block the workers; the runtime\'s /dev/shm is memory and always writable',
    },
  ],
  [ImageFamily.NODE]: () => [
    { name: 'NO_UPDATE_NOTIFIER', value: '1', because: 'the update check writes to the home directory' },
    { name: 'NPM_CONFIG_CACHE', value: '/tmp/.npm', because: 'npm start writes its log to the cache' },
  ],
  [ImageFamily.JVM]: JVM,
  [ImageFamily.SPRING_BOOT]: JVM,
  [ImageFamily.GO]: ({ limit, volumes }) => [{
    name: 'GOMEMLIMIT', value: `${Math.floor((GO_SHARE * (limit - volumes)) / MIB)}MiB`,
    because: `${GO_SHARE * 100}% of what memory volumes leave of the limit`,
  }],
};

/** The environment that a family needs under a read-only root. */
export function presetEnvironment(family: ImageFamily, memory: MemoryShare): PresetVariable[] {
  return PRESETS[family]?.(memory) ?? [];
}
