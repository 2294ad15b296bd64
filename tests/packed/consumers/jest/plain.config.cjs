module.exports = { testMatch: ['**/*.test.js'], transform: {} };
