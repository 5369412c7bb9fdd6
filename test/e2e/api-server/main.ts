/** Runs the suite alone; `--accept` writes the table of expectations anew, to be reviewed as a diff. */
import { run } from './suite';

const started = Date.now();
const report = (line: string) => console.log(`${((Date.now() - started) / 1000).toFixed(1).padStart(7)} s  ${line}`);

run(report, process.argv.includes('--accept')).then(({ passed, failed, rows }) => {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  rows.forEach((row) => console.log(row.map((cell, column) => cell.padEnd(widths[column])).join(' | ').trimEnd()));
  console.log(`${passed} passed, ${failed} failed`);
  process.exitCode = failed === 0 ? 0 : 1;
}, (error) => {
  console.error(error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
