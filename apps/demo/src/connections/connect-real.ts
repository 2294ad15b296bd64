import { downloadImage } from '@x/core';
import { followEvents } from '../jobs/follow-events.ts';
import type { DemoService, RealService } from '../services/demo-service.ts';
import type { Connection } from './connection.ts';
import { isLoopback } from './is-loopback.ts';

/**
 * A client of the service itself.
 *
 * @throws ConfigurationError when the environment has nonsense
 */
export function connectReal(service: DemoService, real: RealService): Connection {
  // A service on this machine (`npx @x/sandbox`, a relay) has its pictures here as well.
  const allowPrivateHosts = isLoopback(real.address);
  return {
    service,
    at: 'real',
    address: real.address,
    client: real.connect(followEvents),
    elapsedMs: () => performance.now(),
    download: (image, signal) => downloadImage(image, { signal, allowPrivateHosts }),
  };
}
