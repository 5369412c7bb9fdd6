import { imageProblem, readImage } from '../../src/images/image-reference';

const HEX = 'a0'.repeat(32);

test.each([
  ['nginx', { name: 'nginx' }],
  ['nginx:1.27', { name: 'nginx', tag: '1.27' }],
  ['registry.example/team/app:1.0.0', { name: 'registry.example/team/app', tag: '1.0.0' }],
  ['registry.example:5000/app', { name: 'registry.example:5000/app' }],
  ['registry.example:5000/app:1', { name: 'registry.example:5000/app', tag: '1' }],
  ['localhost:5000/a/b:1', { name: 'localhost:5000/a/b', tag: '1' }],
  [`app@sha256:${HEX}`, { name: 'app', digest: `sha256:${HEX}` }],
  [`registry.example:5000/app:1@sha256:${HEX}`, { name: 'registry.example:5000/app', tag: '1', digest: `sha256:${HEX}` }],
])('%s', (image, parts) => {
  expect(readImage(image)).toEqual({ digest: undefined, ...parts });
});

test.each([
  'nginx',
  'nginx:1.27',
  'registry.example:5000/app:1.0.0',
  `nginx@sha256:${HEX}`,
  `cleanstart/postgresql:15-prod@sha256:${HEX}`,
])('%s is whole', (image) => {
  expect(imageProblem(image)).toBeUndefined();
});

test.each([
  ['app:1.0.0@sha256:abc123...', { of: 'image digest "sha256:abc123..."', is: 'is not sha256: and 64 lower-case hex digits' }],
  ['app@sha256:abc123', { of: 'image digest "sha256:abc123"', is: 'has 6 of 64 hex digits' }],
  [`app@sha256:${HEX}a0`, { of: `image digest "sha256:${HEX}a0"`, is: 'has 66 of 64 hex digits' }],
  [`app@sha256:${HEX.toUpperCase()}`, { of: `image digest "sha256:${HEX.toUpperCase()}"`, is: 'is not sha256: and 64 lower-case hex digits' }],
  [`app@sha512:${HEX}`, { of: `image digest "sha512:${HEX}"`, is: 'is not sha256: and 64 lower-case hex digits' }],
  ['app@', { of: 'image digest ""', is: 'is not sha256: and 64 lower-case hex digits' }],
  ['Nginx', { of: 'image "Nginx"', is: 'has a repository that is not in lower case' }],
  ['registry.example/Team/app:1', { of: 'image "registry.example/Team/app:1"', is: 'has a repository that is not in lower case' }],
  ['app :1', { of: 'image "app :1"', is: 'holds blanks' }],
])('%s is not', (image, problem) => {
  expect(imageProblem(image)).toEqual(problem);
});

test('upper case is possible in a tag', () => {
  expect(imageProblem('registry.example/app:RC1')).toBeUndefined();
});
