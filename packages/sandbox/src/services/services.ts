import type { SupportedFaults } from '../faults/fault.ts';
import type { ServiceModule } from '../service-module.ts';
import { tensorsLabService } from './tensorslab/tensorslab-service.ts';

/** The services of every sandbox. */
export const services: readonly ServiceModule[] = [tensorsLabService];

/** Where each fault makes sense, over all services. */
export const supportedFaults: SupportedFaults = Object.assign({}, ...services.map(({ faults }) => faults));
