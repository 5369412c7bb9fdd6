import { ImageFamily } from './image-family';
import type { StoreImage } from './store-image';

/** What differs between nginx images. The configuration is ours, so neither their own one nor their entry point counts. */
export interface NginxImage extends StoreImage {
  /** The only file of the image that the configuration refers to. */
  readonly mimeTypes: string;
}

const MIME_TYPES = '/etc/nginx/mime.types';

export const NGINX_IMAGES: readonly NginxImage[] = [
  {
    family: ImageFamily.NGINX, user: 101, repositories: ['nginx'], mimeTypes: MIME_TYPES,
    source: 'nginx/docker-nginx, Dockerfile',
  },
  {
    family: ImageFamily.NGINX_UNPRIVILEGED, user: 101, repositories: ['nginxinc/nginx-unprivileged'], mimeTypes: MIME_TYPES,
    source: 'nginx/docker-nginx-unprivileged, Dockerfile',
  },
  {
    family: ImageFamily.NGINX_CLEANSTART, user: 65532, repositories: ['cleanstart/nginx'], mimeTypes: MIME_TYPES,
    source: 'guide, part 3, Nginx',
  },
  {
    family: ImageFamily.NGINX_BITNAMI, user: 1001, repositories: ['bitnami/nginx', 'bitnamilegacy/nginx'], mimeTypes: '/opt/bitnami/nginx/conf/mime.types',
    source: 'bitnami/charts, nginx',
  },
];
