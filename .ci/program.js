const { App, Chart, Size, Testing } = require('cdk8s');
const { ReadOnlyApp, StorageReport, ReportFormat } = require('cdk8s-immutable');

const chart = new Chart(new App(), 'shop');
new ReadOnlyApp(chart, 'web', { image: `registry.example/web:1@sha256:${'0'.repeat(64)}`, port: 8000, memory: Size.mebibytes(256) });
const [deployment] = Testing.synth(chart);
if (deployment.spec.template.spec.containers[0].securityContext.readOnlyRootFilesystem !== true) throw new Error('the root is writable');
console.log(StorageReport.of(chart).render(ReportFormat.TEXT));
