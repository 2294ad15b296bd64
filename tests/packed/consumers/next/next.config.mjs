import { join } from 'node:path';

// Only because the tools of this test, and the settings of its compiler, are further up: this repository's folder.
export default { turbopack: { root: join(import.meta.dirname, '..', '..', '..', '..') } };
