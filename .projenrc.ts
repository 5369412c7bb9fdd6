import { cdk8s, github, javascript } from 'projen';

const project = new cdk8s.ConstructLibraryCdk8s({
  name: 'cdk8s-immutable',
  description: 'State what a Kubernetes workload writes and how much; get a read-only root, exactly the volumes it needs, right-sized, with the reason for every number.',
  author: 'The cdk8s-immutable authors',
  authorAddress: 'cdk8s-immutable@users.noreply.github.com',
  repositoryUrl: 'https://github.com/cdk8s-immutable/cdk8s-immutable.git',
  keywords: ['cdk8s', 'kubernetes', 'security', 'read-only', 'readOnlyRootFilesystem', 'ephemeral-storage', 'emptyDir', 'hardening'],
  license: 'Apache-2.0',
  copyrightOwner: 'The cdk8s-immutable authors',
  defaultReleaseBranch: 'main',
  projenrcTs: true,
  projenVersion: '0.103.25',

  cdk8sVersion: '2.70.0',
  constructsVersion: '10.5.0',
  jsiiVersion: '~5.9.0',
  typescriptVersion: '~5.9.0',
  minNodeVersion: '20.16.0',
  workflowNodeVersion: '20',
  peerDeps: ['cdk8s-plus-28@^2.5.6'],
  devDeps: [
    '@types/js-yaml@^4',
    // Judges of the tests: validators of another hand, and the newest types to look unknown fields up in.
    'cdk8s-plus-34@2.0.54',
    'kubernetes-models@4.5.1',
    'fast-check@^4.1.0',
    'js-yaml@^4.1.0',
    'tsconfig-paths@^4.2.0',
  ],

  sampleCode: false,
  clobber: false,
  depsUpgrade: false,
  release: false,
  githubOptions: { mergify: false, pullRequestLint: false },
  pullRequestTemplate: false,
  packageManager: javascript.NodePackageManager.NPM,
  typecheckTests: true,
  jestOptions: {
    junitReporting: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      moduleNameMapper: { '^cdk8s-immutable$': '<rootDir>/src' },
      testPathIgnorePatterns: ['/node_modules/', '/test/e2e/'],
    },
  },
  eslintOptions: {
    dirs: ['src'],
    devdirs: ['test', 'examples'],
    commandOptions: { fix: false },
  },
  gitignore: ['/report/', '/examples/*/dist/', '/dist/', '*.tgz'],
});

// npm rejects a lock whose optional platform packages are missing from the registry; 1.12.2 has them all.
project.package.addPackageResolutions('unrs-resolver@1.12.2');
project.npmrc.addConfig('omit-lockfile-registry-resolved', 'true');
project.tasks.tryFind('compile')?.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');
project.tasks.tryFind('docgen')?.env('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// Examples import the library by its name, as a user does, and are checked like the library.
new javascript.TypescriptConfig(project, {
  fileName: 'examples/tsconfig.json',
  include: ['**/*.ts'],
  compilerOptions: {
    target: 'ES2022',
    lib: ['es2022'],
    module: 'CommonJS',
    strict: true,
    noEmit: true,
    esModuleInterop: true,
    skipLibCheck: true,
    baseUrl: '.',
    paths: { 'cdk8s-immutable': ['../src'] },
  },
});
project.testTask.exec('tsc --noEmit -p examples/tsconfig.json');
// The end-to-end suites run by themselves, with settings of their own.
project.tryFindObjectFile('test/tsconfig.json')?.addOverride('exclude', ['e2e']);
project.testTask.exec('tsc --noEmit -p test/e2e/tsconfig.json');

project.addTask('demo', {
  description: 'Synthesize every example to examples/<name>/dist and print its storage plan',
  exec: 'ts-node -T -r tsconfig-paths/register examples/demo.ts',
  env: { TS_NODE_PROJECT: 'examples/tsconfig.json' },
});

project.addTask('e2e', {
  description: 'Run what is emitted with real servers, and let real API servers judge it; needs root on Debian',
  exec: 'node -r ts-node/register/transpile-only test/e2e/main.ts',
  env: { TS_NODE_PROJECT: 'test/e2e/tsconfig.json' },
  receiveArgs: true,
});

for (const path of ['/examples/', '/.ci/', '/test/', '/.projenrc.ts', '/.npmrc', '/report/']) {
  project.addPackageIgnore(path);
}

// A tag v1.2.3 publishes that version. npm trusts this workflow by name, so no token is kept, and adds provenance.
const release = new github.GithubWorkflow(project.github!, 'release');
release.on({ push: { tags: ['v*'] } });
release.addJob('npm', {
  runsOn: ['ubuntu-latest'],
  permissions: { contents: github.workflows.JobPermission.READ, idToken: github.workflows.JobPermission.WRITE },
  env: { CI: 'true' },
  steps: [
    { name: 'Checkout', uses: 'actions/checkout@v4' },
    { name: 'Setup Node.js', uses: 'actions/setup-node@v4', with: { 'node-version': '20' } },
    { name: 'Install', run: 'npm ci' },
    { name: 'Test', run: 'npm test' },
    { name: 'Version', run: 'npm version --no-git-tag-version "${GITHUB_REF_NAME#v}"' },
    { name: 'Build', run: 'npx projen compile && npx projen package:js' },
    { name: 'Publish', run: 'npm install --global npm@11 && npm publish --provenance --access public dist/js/*.tgz' },
  ],
});

// Walls of src/README.md; test/walls.test.ts holds the same ones.
const lineLength = ['error', { code: 160, ignoreUrls: true, ignoreStrings: true, ignoreTemplateLiterals: true, ignoreComments: true, ignoreRegExpLiterals: true }];
project.eslint?.addRules({
  '@stylistic/max-len': lineLength,
  'max-len': lineLength,
  '@stylistic/object-property-newline': 'off',
});
// The compiler resolves the library's own name in the examples; the linter need not.
project.eslint?.addOverride({
  files: ['examples/**/*.ts'],
  rules: { 'import/no-unresolved': ['error', { ignore: ['^cdk8s-immutable$'] }] },
});
// Examples are loaded by their folder's name.
project.eslint?.addOverride({
  files: ['examples/demo.ts', 'test/examples.ts'],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
});
project.eslint?.addOverride({
  files: ['src/constructs/plus.ts'],
  rules: { '@typescript-eslint/no-require-imports': 'off' },
});

project.synth();
