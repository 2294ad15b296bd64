export { errorsBy } from './errors-by.ts';
export { rejectionOf } from './rejection-of.ts';
export { runningForHours } from './running-for-hours.ts';
