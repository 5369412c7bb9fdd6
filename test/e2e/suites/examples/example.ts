/** What the suite must know of an example beside its YAML. */
import { App } from '../../runner/cluster';
import { ImageTable } from '../../runner/images';
import { Manifest } from '../../runner/manifest';
import { Pod } from '../../runner/pod';
import { Prediction } from '../mutations';

export interface Example {
  /** Objects the example takes for granted. */
  given?: Manifest[];
  /** Which small program stands for each image. */
  images: ImageTable;
  /** Asserts that the application does what it is for; must leave it able to do so again. */
  work: (app: App) => Promise<void>;
  /** Further checks of the whole application, each by its title; must leave it able to do its work. */
  also?: Record<string, (app: App) => Promise<void>>;
  /** What one pod writes in its volumes, and how to ask for it: ephemeral things are gone in its successor, durable ones are not. */
  leaves?: { workload: string; durable: boolean; write: (pod: Pod) => Promise<unknown>; isThere: (pod: Pod) => Promise<boolean> }[];
  /** How long a pod may take; 15 s unless told. */
  patienceMs?: number;
  /** Its workloads do their work only with one another: a mutation of one keeps the others. */
  together?: boolean;
  /** A sentence instead when another example of the same make has them. */
  mutations: Record<string, Prediction> | string;
  /** Of several replicas one shows a mutation; what else must change for it to serve alone. */
  alone?: (workload: Manifest) => void;
}
