import { isObject } from './read';

/**
 * The shape of the pieces that rules read. A piece of another shape (a list where an object belongs, an object
 * where a name belongs) is one that the API server refuses: to the rules it is absent, as null is.
 */
type Shape = 'leaf' | { readonly each: Shape } | { readonly list: Shape } | { readonly fields: Readonly<Record<string, Shape>> };

const leaf: Shape = 'leaf';
const each = (shape: Shape): Shape => ({ each: shape });
const list = (shape: Shape): Shape => ({ list: shape });
const fields = (shapes: Record<string, Shape>): Shape => ({ fields: shapes });

const METADATA = fields({ name: leaf, namespace: leaf, annotations: each(leaf) });
const CLAIMS = list(fields({ metadata: METADATA }));
const PROFILE = fields({ type: leaf });

const CONTAINER = fields({
  name: leaf,
  image: leaf,
  restartPolicy: leaf,
  ports: list(fields({ containerPort: leaf })),
  resources: fields({ requests: each(leaf), limits: each(leaf) }),
  securityContext: fields({
    readOnlyRootFilesystem: leaf,
    allowPrivilegeEscalation: leaf,
    privileged: leaf,
    runAsNonRoot: leaf,
    runAsUser: leaf,
    runAsGroup: leaf,
    seccompProfile: PROFILE,
    capabilities: fields({ add: list(leaf), drop: list(leaf) }),
  }),
  volumeDevices: list(fields({ name: leaf })),
  volumeMounts: list(fields({
    name: leaf, mountPath: leaf, readOnly: leaf, recursiveReadOnly: leaf, mountPropagation: leaf, subPath: leaf, subPathExpr: leaf,
  })),
});

const VOLUME = fields({
  name: leaf,
  emptyDir: fields({ medium: leaf, sizeLimit: leaf }),
  hostPath: fields({ path: leaf }),
  persistentVolumeClaim: fields({ claimName: leaf, readOnly: leaf }),
});

const POD = fields({
  containers: list(CONTAINER),
  initContainers: list(CONTAINER),
  ephemeralContainers: list(CONTAINER),
  volumes: list(VOLUME),
  serviceAccountName: leaf,
  serviceAccount: leaf,
  automountServiceAccountToken: leaf,
  securityContext: fields({
    runAsNonRoot: leaf,
    runAsUser: leaf,
    runAsGroup: leaf,
    fsGroup: leaf,
    fsGroupChangePolicy: leaf,
    seccompProfile: PROFILE,
    sysctls: list(fields({ name: leaf, value: leaf })),
  }),
});

const TEMPLATE = fields({ metadata: METADATA, spec: POD });

function shapeOf(kind: unknown): Shape {
  switch (kind) {
    case 'Pod':
      return fields({ kind: leaf, metadata: METADATA, spec: POD });
    case 'PodTemplate':
      return fields({ kind: leaf, metadata: METADATA, template: TEMPLATE });
    case 'CronJob':
      return fields({ kind: leaf, metadata: METADATA, spec: fields({ jobTemplate: fields({ spec: fields({ template: TEMPLATE }) }) }) });
    default:
      return fields({
        kind: leaf,
        metadata: METADATA,
        spec: fields({ replicas: leaf, strategy: fields({ type: leaf }), volumeClaimTemplates: CLAIMS, template: TEMPLATE }),
      });
  }
}

/** A copy of a manifest whose pieces have the shape that rules count on, and whether anything but null had to go for it. */
export function shaped(manifest: unknown): { readonly manifest: Record<string, any>; readonly whole: boolean } {
  let whole = isObject(manifest);
  const give = (value: unknown, shape: Shape): unknown => {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (shape === 'leaf') {
      return typeof value === 'object' ? drop() : value;
    }
    if ('list' in shape) {
      const items = Array.isArray(value) ? value.map((item) => give(item, shape.list) ?? drop() ?? null) : drop();
      // Objects keep their places, because pointers name them.
      return shape.list === 'leaf' ? items?.filter((item) => item !== null) : items;
    }
    if (!isObject(value)) {
      return drop();
    }
    const known = Object.entries(value).map(([key, item]): [string, unknown] => {
      const inner = 'each' in shape ? shape.each : Object.hasOwn(shape.fields, key) ? shape.fields[key] : undefined;
      return [key, inner === undefined ? item : give(item, inner)];
    });
    return Object.fromEntries(known.filter(([, item]) => item !== undefined));
  };
  const drop = (): undefined => {
    whole = false;
    return undefined;
  };
  const copy = give(isObject(manifest) ? manifest : {}, shapeOf(isObject(manifest) ? manifest.kind : undefined)) as Record<string, any>;
  return { manifest: copy, whole };
}
