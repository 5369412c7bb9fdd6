import { Fault } from '../fault-table';
import { Wire } from '../wire';

const backend = (ingress: Wire): Wire => ingress.spec.rules[0].http.paths[0].backend;
const metric = (autoscaler: Wire): Wire => autoscaler.spec.metrics[0];

export const objectFaults: Fault[] = [
  ['a name of 64 characters', 'Service', (m) => { m.metadata.name = 'a'.repeat(64); }, /of at most 63/],
  ['a name that starts with a digit', 'Service', (m) => { m.metadata.name = '1st'; }, /a DNS label starting with a letter/],
  ['no port', 'Service', (m) => { m.spec.ports = []; }, /ports: at least one/],
  ['port 70000', 'Service', (m) => { m.spec.ports[0].port = 70000; }, /port: 70000 is not between/],
  ['target port 0', 'Service', (m) => { m.spec.ports[0].targetPort = 0; }, /targetPort: 0 is not/],
  ['a target port name of 16 characters', 'Service', (m) => { m.spec.ports[0].targetPort = 'abcdefghijklmnop'; }, /targetPort: "abcdefghijklmnop"/],
  ['two ports, one without a name', 'Service', (m) => { m.spec.ports.push({ port: 81 }); }, /which each of several ports needs/],
  ['a port name twice', 'Service', (m) => { m.spec.ports.push({ name: 'http', port: 81 }); }, /the name "http" is used twice/],
  ['a port twice', 'Service', (m) => { m.spec.ports.push({ name: 'web', port: 80 }); }, /80\/TCP is there twice/],
  ['a node port of a cluster service', 'Service', (m) => { m.spec.ports[0].nodePort = 30000; }, /nodePort: 30000/],
  ['an external name that is none', 'Service', (m) => { Object.assign(m.spec, { type: 'ExternalName', externalName: 'http://x' }); }, /externalName/],
  ['a selector value that is none', 'Service', (m) => { m.spec.selector.app = 'a b'; }, /selector\/app: "a b"/],

  ['both numbers', 'PodDisruptionBudget', (m) => { m.spec.minAvailable = 1; }, /and not both/],
  ['no number', 'PodDisruptionBudget', (m) => { delete m.spec.maxUnavailable; }, /minAvailable or maxUnavailable/],
  ['a negative number', 'PodDisruptionBudget', (m) => { m.spec.maxUnavailable = -1; }, /maxUnavailable: -1/],
  ['a share above all', 'PodDisruptionBudget', (m) => { m.spec.maxUnavailable = '150%'; }, /maxUnavailable: "150%"/],
  ['no selector', 'PodDisruptionBudget', (m) => { delete m.spec.selector; }, /protects nothing/],
  ['a policy that is none', 'PodDisruptionBudget', (m) => { m.spec.unhealthyPodEvictionPolicy = 'Never'; }, /"Never" is not a policy/],
  ['a selector label that is none', 'PodDisruptionBudget', (m) => { m.spec.selector.matchLabels.app = '-a'; }, /"-a" is not a label value/],

  ['port 0', 'NetworkPolicy', (m) => { m.spec.ingress[0].ports[0].port = 0; }, /port: 0 is not a port/],
  ['an end port before the port', 'NetworkPolicy', (m) => { m.spec.ingress[0].ports[0].endPort = 7999; }, /endPort: 7999/],
  ['an end port of a name', 'NetworkPolicy', (m) => { m.spec.ingress[0].ports[0].port = 'http'; }, /endPort: 8001/],
  ['a peer of nothing', 'NetworkPolicy', (m) => { m.spec.ingress[0].from[0] = {}; }, /an ipBlock or selectors/],
  ['a peer of both', 'NetworkPolicy', (m) => { m.spec.ingress[0].from[1].podSelector = {}; }, /and not both/],
  ['an address without a size', 'NetworkPolicy', (m) => { m.spec.ingress[0].from[1].ipBlock.cidr = '10.0.0.0'; }, /"10.0.0.0" is not an address range/],
  ['an address of 33 bits', 'NetworkPolicy', (m) => { m.spec.ingress[0].from[1].ipBlock.cidr = '10.0.0.0/33'; }, /is not an address range/],
  ['a peer label that is none', 'NetworkPolicy', (m) => { m.spec.ingress[0].from[0].podSelector.matchLabels.app = 'a b'; }, /"a b" is not a label value/],

  ['no access mode', 'PersistentVolumeClaim', (m) => { m.spec.accessModes = []; }, /accessModes: at least one/],
  ['an access mode that is none', 'PersistentVolumeClaim', (m) => { m.spec.accessModes = ['RWO']; }, /are not all access modes/],
  ['one pod and another mode', 'PersistentVolumeClaim', (m) => { m.spec.accessModes.push('ReadWriteOncePod'); }, /must stand alone/],
  ['a size of 0', 'PersistentVolumeClaim', (m) => { m.spec.resources.requests.storage = '0'; }, /"0" is not a size above 0/],
  ['a size of 50GB', 'PersistentVolumeClaim', (m) => { m.spec.resources.requests.storage = '50GB'; }, /"50GB" is not a size/],
  ['no size', 'PersistentVolumeClaim', (m) => { delete m.spec.resources; }, /storage: undefined/],
  ['memory', 'PersistentVolumeClaim', (m) => { m.spec.resources.requests.memory = '1Gi'; }, /asks for storage only/],
  ['a size above its limit', 'PersistentVolumeClaim', (m) => { m.spec.resources.limits = { storage: '1G' }; }, /it is more than the limit/],
  ['a class that is none', 'PersistentVolumeClaim', (m) => { m.spec.storageClassName = 'Fast'; }, /"Fast" is not a DNS subdomain/],
  ['a mode that is none', 'PersistentVolumeClaim', (m) => { m.spec.volumeMode = 'File'; }, /"File" is not Filesystem or Block/],

  ['a key with a slash', 'ConfigMap', (m) => { m.data['a/b'] = 'x'; }, /\/data\/a~1b: the key/],
  ['the key ..', 'ConfigMap', (m) => { m.data['..'] = 'x'; }, /\/data\/\.\.: the key/],
  ['a key of 254 characters', 'ConfigMap', (m) => { m.data['a'.repeat(254)] = 'x'; }, /the key has/],
  ['more than 1 MiB', 'ConfigMap', (m) => { m.data.big = 'x'.repeat(1048576); }, /bytes together, more than 1048576/],
  ['a key in both parts', 'ConfigMap', (m) => { m.binaryData = { 'app.yaml': 'eA==' }; }, /the key stands in data too/],
  ['a value that is not base64', 'ConfigMap', (m) => { m.binaryData = { logo: 'not base64' }; }, /binaryData\/logo: it is not base64/],
  ['a value that is not base64', 'Secret', (m) => { m.data.token = 'plain text'; }, /data\/token: it is not base64/],
  ['more than 1 MiB', 'Secret', (m) => { m.stringData = { big: 'x'.repeat(1048576) }; }, /bytes together/],
  ['a certificate without its key', 'Secret', (m) => { Object.assign(m, { type: 'kubernetes.io/tls', data: { 'tls.crt': 'eA==' } }); }, /needs the key tls.key/],
  ['a name with an underscore', 'ServiceAccount', (m) => { m.metadata.name = 'web_app'; }, /"web_app" is not a DNS subdomain/],

  ['neither rules nor backend', 'Ingress', (m) => { m.spec = {}; }, /needs rules or a defaultBackend/],
  ['a host that is none', 'Ingress', (m) => { m.spec.rules[0].host = 'Shop.example'; }, /host: "Shop.example"/],
  ['a relative path', 'Ingress', (m) => { m.spec.rules[0].http.paths[0].path = 'shop'; }, /path: "shop" is not an absolute path/],
  ['a backend of nothing', 'Ingress', (m) => { m.spec.rules[0].http.paths[0].backend = {}; }, /must have a service or a resource/],
  ['a backend without a port', 'Ingress', (m) => { delete backend(m).service.port; }, /must have a name or a number/],
  ['a backend port of both forms', 'Ingress', (m) => { backend(m).service.port.number = 80; }, /must have a name or a number/],
  ['a backend name that is none', 'Ingress', (m) => { backend(m).service.name = 'Web'; }, /"Web" is not the name of a Service/],

  ['a minimum of 0', 'HorizontalPodAutoscaler', (m) => { m.spec.minReplicas = 0; }, /minReplicas: 0/],
  ['a maximum below the minimum', 'HorizontalPodAutoscaler', (m) => { m.spec.maxReplicas = 1; }, /maxReplicas: 1 is not a number from 2/],
  ['a target without a name', 'HorizontalPodAutoscaler', (m) => { m.spec.scaleTargetRef.name = ''; }, /scaleTargetRef\/name: it is required/],
  ['a metric of another type', 'HorizontalPodAutoscaler', (m) => { metric(m).type = 'Pods'; }, /the one source that its type names/],
  ['a target of another type', 'HorizontalPodAutoscaler', (m) => { metric(m).resource.target.type = 'Value'; }, /the one value that its type names/],
];
