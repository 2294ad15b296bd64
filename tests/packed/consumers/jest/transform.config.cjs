module.exports = {
  testMatch: ['**/*.test.js'],
  transform: { '\\.[cm]?js$': ['@swc/jest', { jsc: { target: 'es2022' }, module: { type: 'commonjs' } }] },
  transformIgnorePatterns: ['/node_modules/(?!(?:\\.pnpm/)?(?:@x|ky|valibot)[/@+])'],
};
