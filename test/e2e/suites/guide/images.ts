/** The guide's images. What user they run as is nowhere written: for servers the official images' habits are assumed. */
import { base, nginx, postgresql, pythonApp, redis } from '../../images/software';
import { Image, ImageTable } from '../../runner/images';

const kafka: Image = { ...base, user: '65532', differs: 'everything: no broker in it, only what the pod around it is can be looked at' };

export const images: ImageTable = {
  'cleanstart/postgresql': postgresql,
  'cleanstart/redis': redis,
  'cleanstart/nginx': nginx,
  'cleanstart/kafka': kafka,
  'myregistry/python-app': pythonApp,
};
