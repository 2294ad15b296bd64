import type { DemoService } from './demo-service.ts';
import { tensorslab } from './tensorslab.ts';

/** The services of the demo, in the order in which they run. The first one is the default of `--prompt`. */
export const services: readonly [DemoService, ...DemoService[]] = [tensorslab];
