import { Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';

/**
 * The name of a construct's object: `<chart>-<id>`, with the ids in between. Never a path hash, so that
 * nothing but a rename changes it.
 */
export function defaultName(construct: IConstruct): string {
  const chart = Chart.of(construct);
  const between = construct.node.scopes.slice(chart.node.scopes.length - 1);
  return between
    .map(({ node }) => node.id.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, ''))
    .filter((word) => word !== '' && word !== 'default')
    .join('-');
}
