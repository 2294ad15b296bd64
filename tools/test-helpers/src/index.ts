export { errorsBy } from './errors-by.ts';
export { rejectionOf } from './rejection-of.ts';
