module.exports = { testMatch: ['**/*.test.js', '**/*.test.mjs'], transform: {} };
