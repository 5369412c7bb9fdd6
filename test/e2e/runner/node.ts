/** What a pod finds on its node. */
import { Claims } from './claims';
import { ImageTable } from './images';
import { Network } from './network';
import { Objects } from './objects';
import { Services } from './services';

export interface Node {
  runDir: string;
  runName: string;
  objects: Objects;
  claims: Claims;
  network: Network;
  services: Services;
  images: ImageTable;
  overlookShortDigests: boolean;
  /** A pod came, went, or changed its readiness. */
  onChange: () => void;
}
