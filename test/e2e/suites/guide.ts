/** The guide's manifests, as published and as mended. */
import * as path from 'path';
import { prove } from './examples';
import { readYaml } from '../runner/manifest';
import { asPublished } from './guide/as-published';
import { MENDED, MENDED_EXAMPLES } from './guide/mended';
import { Ledger } from './ledger';
import { mutate } from './mutations';

export async function guide(ledger: Ledger): Promise<void> {
  await ledger.run('guide, as published', asPublished);
  for (const [name, example] of Object.entries(MENDED_EXAMPLES)) {
    await ledger.run(`guide, mended: ${name}`, async section => {
      const manifests = readYaml(path.join(MENDED, `${name}.yaml`));
      if (await prove(section, example, manifests)) await mutate(section, example, manifests);
    });
  }
}
