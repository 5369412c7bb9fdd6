import { entries, list, step } from '../wire';
import { Rule } from './rule';
import { isDataKey } from './syntax';

const LIMIT = 1024 * 1024;

const KEYS_OF_TYPE = new Map([
  ['kubernetes.io/tls', ['tls.crt', 'tls.key']],
  ['kubernetes.io/dockerconfigjson', ['.dockerconfigjson']],
  ['kubernetes.io/ssh-auth', ['ssh-privatekey']],
]);

export const data: Rule = function* (manifest) {
  if (manifest.kind !== 'ConfigMap' && manifest.kind !== 'Secret') {
    return;
  }
  const parts = ['data', 'binaryData', 'stringData'].flatMap((field) =>
    entries(manifest[field]).map(([key, value]) => ({ field, key, value, encoded: field === 'binaryData' || field === 'data' && manifest.kind === 'Secret' })));
  let size = 0;
  for (const { field, key, value, encoded } of parts) {
    size += encoded ? Buffer.from(String(value), 'base64').length : Buffer.byteLength(String(value));
    if (!isDataKey(key)) {
      yield `/${field}${step(key)}: the key has other characters than letters, digits, "-", "_" and ".", or more than 253`;
    }
    if (encoded && !/^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(String(value).replace(/[\r\n]/g, ''))) {
      yield `/${field}${step(key)}: it is not base64`;
    }
  }
  if (size > LIMIT) {
    yield `/data: ${size} bytes together, more than ${LIMIT}`;
  }
  const keys = parts.map(({ key }) => key);
  if (manifest.kind === 'ConfigMap') {
    for (const [key] of entries(manifest.data).filter(([name]) => manifest.binaryData?.[name] !== undefined)) {
      yield `/binaryData${step(key)}: the key stands in data too`;
    }
  } else {
    for (const key of list(KEYS_OF_TYPE.get(manifest.type)).filter((name) => !keys.includes(name))) {
      yield `/data: a Secret of type ${manifest.type} needs the key ${key}`;
    }
  }
};
