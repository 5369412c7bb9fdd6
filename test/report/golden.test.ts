import { join } from 'path';
import { ReportFormat, StorageReport } from '../../src';
import { exampleChart } from '../examples';
import { expectGolden } from '../golden';

const EXTENSION = { [ReportFormat.MARKDOWN]: 'md', [ReportFormat.JSON]: 'json', [ReportFormat.TEXT]: 'txt' };

/** Whole reports, to be read as the person on call and the reviewer read them. */
describe.each(['java-spring', 'shared-volume'])('the report on %s', (name) => {
  test.each(Object.values(ReportFormat))('as %s', (format) => {
    expectGolden(join('..', 'report', 'golden', `${name}.${EXTENSION[format]}`), StorageReport.of(exampleChart(name)).render(format));
  });
});
